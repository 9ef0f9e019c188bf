package dev.pinwheel.audit;

import dev.pinwheel.event.Attempt;
import dev.pinwheel.event.Candidate;
import dev.pinwheel.event.CandidateScanned;
import dev.pinwheel.event.Comparison;
import dev.pinwheel.event.Finding;
import dev.pinwheel.event.Scan;
import dev.pinwheel.event.ScannerUsed;
import dev.pinwheel.event.Severity;
import dev.pinwheel.event.SourceRead;
import dev.pinwheel.image.Descriptor;
import dev.pinwheel.image.Digest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Readings and scans of one source, and their reports. */
final class Shelf implements Contents {

    static final ScannerUsed SCANNER = new ScannerUsed("osv", "1", Story.hour(-24));

    private final Map<Digest, byte[]> contents = new HashMap<>();

    @Override
    public Optional<byte[]> content(Descriptor descriptor) {
        return Optional.ofNullable(contents.get(descriptor.digest()));
    }

    void forget(Descriptor descriptor) {
        contents.remove(descriptor.digest());
    }

    private Descriptor put(byte[] content) {
        contents.put(Digest.of(content), content);
        return new Descriptor("application/json", Digest.of(content), content.length);
    }

    /** A pin of the story's image in a file. */
    record Pin(String file, long line, Digest digest) {

        private String json() {
            return """
                    {"group":"%s","digest":"%s","sites":[{"file":"%s","line":%d}]}\
                    """.formatted(Story.IMAGE, digest, file, line);
        }
    }

    /** The story's source, read at this hour, pins the story's image to these digests in one file. */
    SourceRead read(int hour, Digest... digests) {
        var pins = new Pin[digests.length];
        for (var i = 0; i < pins.length; i++) {
            pins[i] = new Pin("Dockerfile", i + 1, digests[i]);
        }
        return read(hour, pins);
    }

    SourceRead read(int hour, Pin... pins) {
        var texts = List.of(pins).stream().map(Pin::json).toList();
        var report = put(("{\"pins\":[" + String.join(",", texts) + "]}").getBytes(StandardCharsets.UTF_8));
        return new SourceRead(Story.hour(hour), Story.SOURCE, "main", "c" + hour, pins.length, 0, report);
    }

    static Candidate candidate(Digest from, Digest to) {
        return new Candidate(Story.SOURCE, Story.IMAGE, List.of(from), to);
    }

    CandidateScanned scan(int hour, Candidate candidate, Comparison comparison) {
        try {
            var report = put(dev.pinwheel.evidence.Reports.bytes(comparison));
            var scan = new Scan.Compared(
                    SCANNER,
                    comparison.fixed().size(),
                    comparison.introduced().size(),
                    comparison.remaining().size(),
                    report,
                    List.of());
            return new CandidateScanned(Story.hour(hour), new Attempt(candidate, 1), scan);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Comparison comparison(
            boolean compared, List<Finding> fixed, List<Finding> introduced, List<Finding> remaining) {
        return new Comparison(SCANNER, compared, fixed, introduced, remaining, List.of(), List.of());
    }

    static Finding finding(String id) {
        return new Finding(id, "openssl", "3.0.1", Optional.empty(), Severity.HIGH, "title");
    }

    static Descriptor report(CandidateScanned scanned) {
        return ((Scan.Compared) scanned.scan()).report();
    }
}
