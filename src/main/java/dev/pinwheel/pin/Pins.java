package dev.pinwheel.pin;

import dev.pinwheel.dockerfile.Dockerfile;
import dev.pinwheel.dockerfile.ImageUse;
import dev.pinwheel.dockerfile.Span;
import dev.pinwheel.image.Tag;
import dev.pinwheel.source.FileTree;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds the images that the files of a tree ask for. */
public final class Pins {

    /** The largest file that is read, in bytes. */
    public static final int MAX_FILE_SIZE = 1024 * 1024;

    /** What makes two uses one pin. */
    private record Same(String written, Optional<Tag> tag, Optional<String> platform, List<PinSite> sites) {}

    private final Map<String, LineNumbers> lines = new HashMap<>();
    private final Map<Same, FoundPin> found = new LinkedHashMap<>();
    private final List<Problem> problems = new ArrayList<>();

    private Pins() {}

    /** Reads every file that is known to name images. */
    public static PinReport in(FileTree files) {
        var pins = new Pins();
        for (var path : files.paths()) {
            if (DockerfileNames.match(path)) {
                pins.readDockerfile(files, path);
            }
        }
        return pins.report();
    }

    private PinReport report() {
        problems.sort(Comparator.comparing(Problem::file).thenComparing(Problem::line));
        return new PinReport(List.copyOf(found.values()), problems);
    }

    private void readDockerfile(FileTree files, String path) {
        byte[] content;
        try {
            content = files.read(path, MAX_FILE_SIZE);
        } catch (IOException e) {
            problems.add(new Problem(path, 0, "cannot be read: " + e.getMessage()));
            return;
        }
        lines.put(path, new LineNumbers(content));
        var images = Dockerfile.parse(path, content).images();
        for (var fault : images.faults()) {
            problems.add(new Problem(path, fault.line(), fault.reason()));
        }
        for (var use : images.uses()) {
            add(path, use);
        }
    }

    private void add(String path, ImageUse use) {
        var by = use.by();
        try {
            var reference = WrittenReference.parse(use.reference());
            var tag = reference.reference().tag().or(() -> Comment.tag(by.comments()));
            var same = new Same(use.reference().toString(), tag, use.platform(), reference.sites(this::line));
            var usedBy = new UsedBy(path, by.line(), by.instruction(), by.stage());
            found.merge(same, pin(reference, same, usedBy), Pins::together);
        } catch (IllegalArgumentException e) {
            problems.add(
                    new Problem(path, by.line(), by.instruction() + " " + use.reference() + ": " + e.getMessage()));
        }
    }

    private static FoundPin pin(WrittenReference reference, Same same, UsedBy usedBy) {
        return new FoundPin(
                reference.reference(), same.written(), same.tag(), same.platform(), List.of(usedBy), same.sites());
    }

    private static FoundPin together(FoundPin one, FoundPin other) {
        var usedBy = new ArrayList<>(one.usedBy());
        usedBy.addAll(other.usedBy());
        return new FoundPin(one.reference(), one.written(), one.tag(), one.platform(), usedBy, one.sites());
    }

    private int line(Span span) {
        return Optional.ofNullable(lines.get(span.file()))
                .map(numbers -> numbers.of(span.start()))
                .orElse(0);
    }
}
