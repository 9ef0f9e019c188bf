/** Reports, lists and logs, stored by the hash of their content. */
@NullMarked
package dev.pinwheel.evidence;

import org.jspecify.annotations.NullMarked;
