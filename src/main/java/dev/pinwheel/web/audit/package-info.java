/** The auditors' questions over HTTP. */
@NullMarked
package dev.pinwheel.web.audit;

import org.jspecify.annotations.NullMarked;
