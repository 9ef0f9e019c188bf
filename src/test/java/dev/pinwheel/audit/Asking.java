package dev.pinwheel.audit;

import dev.pinwheel.event.Attempt;
import dev.pinwheel.event.Candidate;
import dev.pinwheel.event.CandidateFound;
import dev.pinwheel.event.CandidateRebuilt;
import dev.pinwheel.event.CandidateScanned;
import dev.pinwheel.event.CandidateWaiting;
import dev.pinwheel.event.DigestObserved;
import dev.pinwheel.event.Event;
import dev.pinwheel.event.LookFailed;
import dev.pinwheel.event.PinVanished;
import dev.pinwheel.event.PinsUnchecked;
import dev.pinwheel.event.Recorded;
import dev.pinwheel.event.RegistryOutage;
import dev.pinwheel.event.Scan;
import dev.pinwheel.event.Source;
import dev.pinwheel.event.SourceRead;
import dev.pinwheel.event.ViewSplit;
import dev.pinwheel.image.Descriptor;
import dev.pinwheel.image.Digest;
import dev.pinwheel.image.Watch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** All questions, asked of as many facts as wanted, none of which says anything of what another is about: nothing ends. */
public final class Asking {

    private static final int KINDS = 11;
    private static final Descriptor COMPARISON = new Descriptor("comparison", digest(-1), 9);
    private static final byte[] COMPARED = comparison();

    private Asking() {}

    /** How many rows the answers have together. */
    public static long everything(int facts, Supplier<Notebook> notebooks) {
        var rows = new long[1];
        try (var notebook = notebooks.get()) {
            var reports = new Reports(Asking::content, notebook);
            var inquiries = Questions.answered().stream()
                    .map(question -> question.start().begin(Asked.EVERYTHING, reports, cells -> rows[0]++))
                    .toList();
            for (var number = 1; number <= facts; number++) {
                var fact = new Recorded<>(number, event(number));
                inquiries.forEach(inquiry -> inquiry.hear(fact));
            }
            inquiries.forEach(Inquiry::end);
        }
        return rows[0];
    }

    private static byte[] comparison() {
        var found = Shelf.comparison(true, List.of(Shelf.finding("CVE-1")), List.of(), List.of());
        try {
            return dev.pinwheel.evidence.Reports.bytes(found);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Pins and tags are named by the report's media type. */
    private static Optional<byte[]> content(Descriptor report) {
        return Optional.of(
                report.equals(COMPARISON) ? COMPARED : report.mediaType().getBytes(StandardCharsets.UTF_8));
    }

    private static Digest digest(int number) {
        return Story.digest("number " + number);
    }

    private static Watch image(int number) {
        return Watch.parse("registry.example.com/team/base-" + number + ":1");
    }

    private static Event event(int number) {
        var at = Story.BEGIN.plusSeconds(number);
        var subject = number / KINDS;
        var image = image(subject);
        var attempt = new Attempt(
                new Candidate(new Source("source-" + subject), image, List.of(digest(subject)), digest(-subject)), 1);
        return switch (number % KINDS) {
            case 0 -> new SourceRead(at, new Source("source-" + subject), "main", "c", 1, 0, pins(subject));
            case 1 ->
                new DigestObserved(at, image, new Descriptor("application/json", digest(subject), 9), Optional.empty());
            case 2 -> new CandidateWaiting(at, attempt.candidate(), at, at);
            case 3 -> new CandidateFound(at, attempt, "main", "c", at);
            case 4 -> new CandidateRebuilt(at, attempt, List.of());
            case 5 ->
                new CandidateScanned(at, attempt, new Scan.Compared(Shelf.SCANNER, 1, 0, 0, COMPARISON, List.of()));
            case 6 -> new LookFailed(at, at, image, "denied", "no");
            case 7 -> new PinVanished(at, image, digest(subject), List.of(), "404");
            case 8 -> new PinsUnchecked(at, image.toString(), image, digest(subject), "denied", "no");
            case 9 ->
                new ViewSplit(
                        at,
                        image,
                        image(-subject),
                        digest(subject),
                        digest(-subject),
                        ViewSplit.Kind.ALARM,
                        "never seen");
            default ->
                new RegistryOutage(
                        at,
                        at,
                        image.repository().host(),
                        false,
                        1,
                        "denied",
                        "no",
                        text(image(number).toString()));
        };
    }

    private static Descriptor pins(int subject) {
        return text("""
                {"pins":[{"group":"%s","digest":"%s","sites":[{"file":"Dockerfile","line":1}]}]}\
                """.formatted(image(subject), digest(subject)));
    }

    private static Descriptor text(String text) {
        return new Descriptor(text, Story.digest(text), text.length());
    }
}
