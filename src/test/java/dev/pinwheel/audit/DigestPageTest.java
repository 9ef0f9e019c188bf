package dev.pinwheel.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pinwheel.event.DigestObserved;
import dev.pinwheel.event.Source;
import dev.pinwheel.event.SourceRead;
import dev.pinwheel.evidence.Evidence;
import dev.pinwheel.image.Descriptor;
import dev.pinwheel.image.Digest;
import dev.pinwheel.image.Watch;
import dev.pinwheel.journal.Journal;
import dev.pinwheel.journal.Journals;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code BASE_IMAGE_DIGESTS.md}, line by line. */
class DigestPageTest {

    @TempDir
    private Path data;

    @SuppressWarnings("NullAway.Init")
    private Journal journal;

    @SuppressWarnings("NullAway.Init")
    private Evidence evidence;

    @BeforeEach
    void open() throws IOException {
        journal = Journals.open(data);
        evidence = new Evidence(data.resolve("evidence"));
    }

    @AfterEach
    void close() {
        journal.close();
    }

    private void pins(String source, String... imagesDigestsAndFiles) throws IOException {
        var pins = new StringBuilder();
        for (var i = 0; i < imagesDigestsAndFiles.length; i += 3) {
            pins.append(pins.isEmpty() ? "" : ",").append("""
                    {"group":"%s","digest":"%s","sites":[{"file":"%s","line":7}]}""".formatted(
                            imagesDigestsAndFiles[i], imagesDigestsAndFiles[i + 1], imagesDigestsAndFiles[i + 2]));
        }
        var report = evidence.put(
                "application/json", ("{\"pins\":[" + pins + "],\"problems\":[]}").getBytes(StandardCharsets.UTF_8));
        journal.append(new SourceRead(Story.hour(2), new Source(source), "main", "c1", 1, 0, report));
    }

    private void seen(String image, Digest digest) {
        var manifest = new Descriptor("application/vnd.oci.image.index.v1+json", digest, 9);
        journal.append(new DigestObserved(Story.hour(1), Watch.parse(image), manifest, Optional.empty()));
    }

    private List<String> page() {
        var sources = new Questions.Sources(
                journal.entries(), new Reports(evidence::find, new MemoryNotebook()), Story.hour(33));
        return DigestPage.of(Asked.EVERYTHING, sources).lines().toList();
    }

    @Test
    void oneLineForEachDigestInTheOrderOfItsImageWithEveryPlace() throws IOException {
        seen("debian:12", Story.A);
        pins("b/app", "docker.io/library/debian:12", Story.A.toString(), "Dockerfile");
        pins(
                "a/app",
                "docker.io/library/debian:12",
                Story.A.toString(),
                "x/Dockerfile",
                "docker.io/library/alpine:3",
                Story.B.toString(),
                "Dockerfile");

        assertEquals(
                List.of(
                        "# Base image digests",
                        "",
                        "| Image | Digest | First seen | Pinned in |",
                        "|---|---|---|---|",
                        "| `docker.io/library/alpine:3` | `" + Story.B + "` | never | a/app Dockerfile:7 |",
                        "| `docker.io/library/debian:12` | `" + Story.A + "` | " + Story.hour(1)
                                + " | b/app Dockerfile:7, a/app x/Dockerfile:7 |"),
                page());
    }

    @Test
    void aRepositorysWordsMakeNeitherMarkdownNorHtml() throws IOException {
        pins(
                "team/app",
                "docker.io/library/debian:12",
                Story.A.toString(),
                "a|b`<img src=x>[l](u)!*\\u202e/Dockerfile");

        var line = page().getLast();
        assertEquals(5, line.chars().filter(character -> character == '|').count(), line);
        assertTrue(line.endsWith("| team/app a?b??img src=x??l?(u)???/Dockerfile:7 |"), line);
    }

    @Test
    void withoutPinsThereIsAnEmptyTable() {
        assertEquals(4, page().size());
    }
}
