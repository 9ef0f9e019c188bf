package dev.pinwheel.config;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where secrets come from: the process's environment variables, and files. */
public record Environment(Map<String, String> variables) {

    private static final long MAX_SECRET_BYTES = 65_536;

    /** The environment that this process was started with. */
    public static Environment ofProcess() {
        return new Environment(System.getenv());
    }

    Optional<String> variable(String name) {
        return Optional.ofNullable(variables.get(name)).filter(value -> !value.isBlank());
    }

    /** The directories that programs are looked for in. */
    public List<Path> path() {
        return Arrays.stream(variable("PATH").orElse("").split(File.pathSeparator))
                .filter(directory -> !directory.isEmpty())
                .map(Path::of)
                .toList();
    }

    /** The file's text without the line end that editors put after it. */
    String file(Path path) throws IOException {
        if (Files.size(path) > MAX_SECRET_BYTES) {
            throw new IOException("it is larger than " + MAX_SECRET_BYTES + " bytes");
        }
        return Files.readString(path).stripTrailing();
    }
}
