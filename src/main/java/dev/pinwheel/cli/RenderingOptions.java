package dev.pinwheel.cli;

import dev.pinwheel.audit.Rendering;
import picocli.CommandLine.Option;

/** The options that say how an answer is written. */
final class RenderingOptions {

    @Option(names = "--json", description = "One JSON object a line.")
    private boolean json;

    @Option(
            names = "--csv",
            description = "CSV (RFC 4180); a cell that looks like a formula begins with an apostrophe.")
    private boolean csv;

    boolean areBoth() {
        return json && csv;
    }

    Rendering rendering() {
        if (json) {
            return Rendering.JSON;
        }
        return csv ? Rendering.CSV : Rendering.TEXT;
    }
}
