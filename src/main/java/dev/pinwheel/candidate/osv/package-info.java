/** Scanning inside the JVM: Debian packages against OSV records. */
@NullMarked
package dev.pinwheel.candidate.osv;

import org.jspecify.annotations.NullMarked;
