package dev.pinwheel.audit.bundle;

import java.io.IOException;
import java.io.OutputStream;

/** The members of a bundle while they are written, or held against what was written; several can be open at once. */
interface Members {

    /** Where the content of this member goes. */
    OutputStream open(String name) throws IOException;
}
