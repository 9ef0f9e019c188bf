package dev.pinwheel.pin;

import java.util.List;

/**
 * Compose files that are read as one.
 *
 * @param paths the lowest first; never empty
 * @param directory where their relative paths begin
 * @param template what fills in their variables
 */
record ComposeProject(List<String> paths, String directory, Template template) {

    ComposeProject {
        paths = List.copyOf(paths);
    }

    /** The uppermost file. */
    String top() {
        return paths.getLast();
    }
}
