/** Git by JGit. */
@NullMarked
package dev.pinwheel.source.git;

import org.jspecify.annotations.NullMarked;
