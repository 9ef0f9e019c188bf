package dev.pinwheel.candidate;

import dev.pinwheel.event.Attempt;
import dev.pinwheel.event.Progress;
import dev.pinwheel.image.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Where an attempt's work tree and built images are, from its rebuild until its scan is recorded. */
public final class Workplace {

    private final Path directory;

    public Workplace(Path directory) {
        this.directory = directory;
    }

    Path workTree(Attempt attempt) {
        return of(attempt).resolve("tree");
    }

    /** The OCI layout of the image built from a Dockerfile. */
    Path layout(Attempt attempt, String dockerfile) {
        return of(attempt).resolve("image-" + abbreviated(dockerfile));
    }

    private Path of(Attempt attempt) {
        return directory.resolve(abbreviated(attempt.key()));
    }

    private static String abbreviated(String text) {
        return Digest.of(text.getBytes(StandardCharsets.UTF_8)).hex().substring(0, 24);
    }

    /** Removes what attempts have left that are not open any more. */
    public void keepOnly(List<Progress> open) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        var kept = open.stream()
                .map(progress -> of(progress.found().event().attempt()))
                .collect(Collectors.toSet());
        try (var places = Files.list(directory)) {
            for (var place : places.filter(place -> !kept.contains(place)).toList()) {
                remove(place);
            }
        }
    }

    /** Makes an attempt's place empty and ready. */
    void prepare(Attempt attempt) throws IOException {
        clear(attempt);
        Files.createDirectories(of(attempt));
    }

    /** Removes everything of an attempt. */
    void clear(Attempt attempt) throws IOException {
        remove(of(attempt));
    }

    /** Removes a directory and all in it, if it is there; symbolic links are removed and not followed. */
    public static void remove(Path directory) throws IOException {
        if (Files.exists(directory)) {
            Files.walkFileTree(directory, new Removal());
        }
    }

    /** Removes every file and directory that is walked. */
    private static final class Removal extends SimpleFileVisitor<Path> {

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path emptied, @Nullable IOException failure) throws IOException {
            if (failure != null) {
                throw failure;
            }
            Files.delete(emptied);
            return FileVisitResult.CONTINUE;
        }
    }
}
