package dev.pinwheel.registry.http;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.opentest4j.TestAbortedException;

/** A program that a test needs; where it is missing the test is skipped, except in continuous integration. */
final class InstalledProgram {

    private InstalledProgram() {}

    static String find(String name) {
        var path = System.getenv().getOrDefault("PATH", "");
        return Arrays.stream(path.split(File.pathSeparator, -1))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> missing(name))
                .toString();
    }

    private static RuntimeException missing(String name) {
        return "true".equals(System.getenv("CI"))
                ? new IllegalStateException("no " + name + " on the PATH, and CI=true")
                : new TestAbortedException("skipped: no " + name);
    }
}
