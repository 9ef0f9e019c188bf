package dev.pinwheel.dockerfile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pinwheel.image.Platform;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which images a Dockerfile asks for, and what a builder rejects. */
class DockerfileTest {

    /** In the tables a bar is a line's end, and what is asked for stands after the arrow. */
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '\0',
            delimiter = '→',
            value = {
                "FROM a → a",
                "from a → a",
                "FROM a AS b|FROM b → a",
                "FROM a As B|FROM b → a",
                "FROM a AS b|FROM B → a B",
                "FROM later|FROM a AS later → later a",
                "FROM a AS a|FROM a → a",
                "FROM scratch → ",
                "FROM --platform=linux/arm64 a → a",
                "FROM \"a\" → a",
                "FROM 'a'\"b\" → ab",
                "FROM a\\:b → a:b",
                "ARG X=a|FROM $X → a",
                "ARG X|FROM ${X:-a} → a",
                "ARG X=|FROM ${X:-a} → a",
                "ARG X=|FROM ${X-a}b → b",
                "FROM a|ARG X=b|FROM ${X:-c} → a c",
                "ARG X=a|FROM b|ARG X=c|FROM $X → b a",
                "ARG X=a|ARG X=b|FROM $X → b",
                "ARG X=a|ARG X|FROM $X → a",
                "ARG X=a Y=$X:1|FROM $Y → a:1",
                "ARG X='a b'|FROM ${X%?b} → a",
                "ARG X=\"a\"|FROM $X → a",
                "ARG Y=$X X=a|FROM b$Y → b",
                "ARG X=a|ARG X=${X}b|FROM $X → ab",
                "FROM a-$TARGETARCH → a-amd64",
                "FROM ${BUILDOS}/${TARGETARCH}${TARGETVARIANT}:$TARGETSTAGE → linux/amd64:default",
                "ARG TARGETARCH=x|FROM a-$TARGETARCH → a-x",
                "ARG TARGETARCH|FROM a-$TARGETARCH → a-amd64",
                "FROM a|COPY --from=b x y → a b",
                "FROM a|FROM b|COPY --from=0 x y → a b",
                "FROM a AS s|FROM b|COPY --from=S x y → a b",
                "FROM a|COPY --from= x y → a",
                "FROM a|COPY --chown=1 --from=\"b\" --link x y → a b",
                "FROM a|COPY --from=b [\"x\", \"y\"] → a b",
                "FROM a|COPY x --from=b y → a",
                "FROM a|ADD x y → a",
                "FROM a|COPY --from=scratch x y → a",
                "FROM a|RUN --mount=type=cache,target=/x --mount=type=bind,from=b,target=/y z → a b",
                "FROM a|RUN --mount=from=b --mount=from=c,type=bind,target=/ z → a b c",
                "FROM a AS s|FROM b|RUN --mount=from=s,target=/x y → a b",
                "FROM a|RUN --mount=FROM=b,target=/x y → a b",
                "FROM a|RUN --mount=\"type=bind,from=b\" y → a b",
                "FROM a|RUN --mount=type=bind,\\\"from=b\\\" y → a b",
                "FROM a|RUN x --mount=from=b → a",
                "FROM a|RUN --network=none --mount=from=b [\"x\"] → a b",
                "FROM a|ONBUILD COPY --from=b:1 x y → a b:1",
                "FROM a|ONBUILD COPY --from=b x y → a",
                "FROM a|onbuild run --mount=from=b/c x → a b/c",
                "# syntax=f:1|FROM a → f:1 a",
                "#syntax = f:1 more|FROM a → f:1 a",
                "# check=skip=all|# syntax=f|FROM a → f a",
                "# SYNTAX=f|FROM a → f a",
                "#!/bin/x|# syntax=f|FROM a → f a",
                "# hello|# syntax=f|FROM a → a",
                "|# syntax=f|FROM a → a",
                "# escape=`|FROM a`| AS b|FROM b → a",
                "# escape=`|FROM a|RUN c:\\|FROM b → a b",
                "# check=x|# escape=`|FROM a`| AS b|FROM b → a",
                "#!/x|# escape=`|FROM a|RUN b `|FROM c → a c",
                "FROM \\|a → a",
                "FROM \\ |  # comment|  |a → a",
                "FR\\|OM a → a",
                "  FROM   a  → a",
                "FROM a \\|  AS b|FROM b → a",
                "FROM a|RUN b \\\\|FROM c → a c",
                "FROM a|RUN b \\|FROM c → a",
                "FROM a|# FROM b|RUN c → a",
                "FROM a|RUN <<EOF|FROM b|EOF|FROM c → a c",
                "FROM a|RUN <<-'EOF'|FROM b|\t\tEOF|FROM c → a c",
                "FROM a|RUN <<A <<B|FROM b|A|FROM b|B|FROM c → a c",
                "FROM a|RUN x 3<<\"E F\"|FROM b|E F|FROM c → a c",
                "FROM a|COPY <<EOF /x|FROM b|EOF|FROM c → a c",
                "FROM a|ONBUILD RUN <<EOF|FROM b|EOF|FROM c → a c",
                "FROM a|RUN << EOF|FROM b|EOF|FROM c → a c",
                "FROM a|RUN x \\|<<EOF|FROM b|EOF|FROM c → a c",
                "FROM a|RUN cat <<<EOF|FROM b → a b",
                "FROM a|RUN echo $((1<<3))|FROM b → a b",
                "FROM a|RUN echo '<<EOF'|FROM b → a b",
                "FROM a|RUN [\"cat\", \"<<EOF\"]|FROM b → a b",
                "FROM a|CMD <<EOF|FROM b → a b",
                "FROM a|RUN echo \"it's <<EOF|FROM b → a b",
            })
    void asksFor(String file, String images) {
        var text = file.strip().replace('|', '\n');

        var read = Dockerfile.parse("Dockerfile", text.getBytes(StandardCharsets.UTF_8))
                .images();

        assertEquals(List.of(), read.faults());
        assertEquals(images == null ? "" : images, references(read));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '\0',
            delimiter = '→',
            value = {
                "# nothing → 1",
                "ARG X=1 → 1",
                "RUN x|FROM a → 1",
                "FROM → 1",
                "FROM a b → 1",
                "FROM a AS → 1",
                "FROM a AS 1 → 1",
                "FROM a AS b/c → 1",
                "FROM --from=b a → 1",
                "FROM --platform a → 1",
                "FROM $X → 1",
                "FROM ${X → 1",
                "FROM a|FORM b → 2",
                "FROM a|COPY --from=b x → 2",
                "FROM a|COPY --from=$X x y → 2",
                "FROM a|COPY --from=\\'b\\' x y → 2",
                "FROM a|COPY --from=1 x y → 2",
                "FROM a|COPY --from=-1 x y → 2",
                "FROM a AS s|COPY --from=s x y → 2",
                "FROM a|COPY --from=s x y|FROM b AS s → 2",
                "FROM a|COPY --from=b --from=c x y → 2",
                "FROM a|COPY --form=b x y → 2",
                "FROM a|COPY --link=maybe x y → 2",
                "FROM a|COPY --link= x y → 2",
                "FROM a|COPY [\"x\", 1] → 2",
                "FROM a|RUN --mount=from=$X x → 2",
                "FROM a|RUN --mount=type=secret,from=b x → 2",
                "FROM a|RUN --mount= x → 2",
                "FROM a|RUN --mount x → 2",
                "FROM a|RUN --mount=x\\\"y z → 2",
                "FROM a|RUN --mounts=x y → 2",
                "FROM a|RUN [\"x\", null] → 2",
                "FROM a|ENV → 2",
                "FROM a|ENV X → 2",
                "FROM a|ENV X=1 Y → 2",
                "FROM a|ENV =1 → 2",
                "FROM a|ARG → 2",
                "FROM a|ARG =1 → 2",
                "FROM a|USER → 2",
                "FROM a|SHELL /bin/sh → 2",
                "FROM a|SHELL [] → 2",
                "FROM a|HEALTHCHECK → 2",
                "FROM a|HEALTHCHECK NONE x → 2",
                "FROM a|HEALTHCHECK CMD → 2",
                "FROM a|HEALTHCHECK x → 2",
                "FROM a|HEALTHCHECK --foo=1 CMD x → 2",
                "FROM a|VOLUME → 2",
                "FROM a|EXPOSE → 2",
                "FROM a|ONBUILD → 2",
                "FROM a|ONBUILD FROM b → 2",
                "FROM a|ONBUILD ONBUILD RUN x → 2",
                "FROM a|ONBUILD COPY --from=$X x y → 2",
                "FROM --platform=$X a → 1",
                "ARG X=${Y?}|FROM a$X → 1 2",
                "# escape=x|FROM a → 1",
                "# escape=`|# escape=`|FROM a → 2",
                "FROM a|RUN <<EOF|FROM b → 3",
                "FROM a|RUN <<EOF|FROM b|EOF2 → 4",
            })
    void rejects(String file, String lines) {
        var text = file.strip().replace('|', '\n');

        var read = Dockerfile.parse("Dockerfile", text.getBytes(StandardCharsets.UTF_8))
                .images();

        assertEquals(
                lines, read.faults().stream().map(fault -> "" + fault.line()).collect(Collectors.joining(" ")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "MAINTAINER me",
                "LABEL a=b c=\"d e\"",
                "LABEL a b c",
                "ENV a b",
                "ENV a=b c='d'",
                "WORKDIR /x",
                "STOPSIGNAL SIGTERM",
                "STOPSIGNAL --x SIGTERM",
                "USER 1:1",
                "EXPOSE 80/tcp 81",
                "VOLUME [\"/x\"]",
                "VOLUME /x /y",
                "SHELL [\"/bin/sh\", \"-c\"]",
                "HEALTHCHECK NONE",
                "HEALTHCHECK --interval=1s --retries=3 CMD [\"x\"]",
                "CMD",
                "CMD [\"x\"]",
                "ENTRYPOINT x",
                "RUN",
                "RUN [not json",
                "ADD --checksum=sha256:x --keep-git-dir x y",
                "COPY --parents --exclude=*.md --exclude=*.txt x y",
                "RUN --security=insecure --network=host x",
                "ARG --x X=1",
                "ONBUILD RUN x",
            })
    void accepts(String instruction) {
        var file = ("FROM a\n" + instruction).getBytes(StandardCharsets.UTF_8);

        assertEquals(List.of(), Dockerfile.parse("Dockerfile", file).images().faults());
    }

    @ParameterizedTest
    @ValueSource(strings = {"// syntax=f:1\n{}", "{\"a\": 1, \"syntax\": \"f:1\"}", "\n {\"syntax\":\"f:1\"}\n"})
    void knowsTheFrontendOfOtherKindsOfFile(String file) {
        var read = Dockerfile.parse("x", file.getBytes(StandardCharsets.UTF_8)).images();

        assertEquals("f:1", references(read));
    }

    @Test
    void knowsTheFrontendOnlyFromTheBeginningOfALine() {
        var file = " # syntax=f\n # escape=`\nFROM a`\n AS b".getBytes(StandardCharsets.UTF_8);

        var read = Dockerfile.parse("x", file).images();

        assertEquals("a", references(read));
        assertEquals(List.of(), read.faults());
    }

    @Test
    void readsOtherLineEndingsAndAMark() {
        var file = "\uFEFF# escape=`\r\nFROM a`\r\n AS b\r\nRUN <<EOF\r\nFROM x\r\nEOF\r\nFROM b\r\nFROM c";

        var read = Dockerfile.parse("x", file.getBytes(StandardCharsets.UTF_8)).images();

        assertEquals("a c", references(read));
    }

    @Test
    void survivesWhatIsNotUtf8() {
        var file = "FROM a\nRUN \u00ff\u00fe\u00c3\nLABEL \u00c2=\u00a0\nFROM b".getBytes(StandardCharsets.ISO_8859_1);

        assertEquals("a b", references(Dockerfile.parse("x", file).images()));
    }

    @Test
    void knowsStagePlatformAndInstruction() {
        var file = "FROM --platform=linux/arm64 a AS Base\nFROM --platform=$BUILDPLATFORM b\nCOPY --from=c x y";

        var uses = Dockerfile.parse("x", file.getBytes(StandardCharsets.UTF_8))
                .images()
                .uses();

        assertEquals(
                "1 FROM base linux/arm64, 2 FROM 1 -, 3 COPY --from 1 -",
                uses.stream()
                        .map(use -> use.by().line() + " " + use.by().instruction() + " "
                                + use.by().stage().orElse("-") + " "
                                + use.platform().orElse("-"))
                        .collect(Collectors.joining(", ")));
    }

    @Test
    void knowsWhatAReferenceIsMadeOf() {
        var file = "ARG A=1\nARG B=x:$A\nARG C=2\nFROM $B";

        var uses = Dockerfile.parse("x", file.getBytes(StandardCharsets.UTF_8))
                .images()
                .uses();

        assertEquals(Set.of("A", "B"), uses.getFirst().arguments());
    }

    @Test
    void saysWhereThePlatformDecides() {
        var file = "ARG T=1-$TARGETARCH\nFROM a:$T\nFROM --platform=$BUILDPLATFORM b".getBytes(StandardCharsets.UTF_8);

        var read = Dockerfile.parse("x", file)
                .images(new BuildRequest(Map.of(), Platform.parse("linux/arm64"), Optional.empty()));

        assertEquals(
                List.of("a:1-arm64", "b"),
                read.uses().stream().map(use -> use.reference().toString()).toList());
        assertEquals(
                List.of(new Fault(
                        2,
                        "the image depends on the platform (TARGETARCH): for linux/arm64 it is a:1-arm64,"
                                + " for others it is not read")),
                read.doubts());
    }

    @Test
    void doesNotDoubtWhatTheBuildSets() {
        var file = "FROM a:$TARGETARCH".getBytes(StandardCharsets.UTF_8);

        var read = Dockerfile.parse("x", file).images(Map.of("TARGETARCH", Text.unwritten("x")));

        assertEquals(List.of(), read.doubts());
    }

    @Test
    void countsATriggerInEachStageThatStandsOnItsOwn() {
        var file = "FROM a AS x\nONBUILD COPY --from=b f g\nFROM x AS y\nFROM x AS z".getBytes(StandardCharsets.UTF_8);

        var read = Dockerfile.parse("x", file).images();

        assertEquals(
                List.of("FROM x", "ONBUILD COPY --from y", "ONBUILD COPY --from z"),
                read.uses().stream()
                        .map(use ->
                                use.by().instruction() + " " + use.by().stage().orElse("-"))
                        .toList());
        assertEquals(2, read.needed().size());
    }

    @Test
    void boundsTriggers() {
        var file = new StringBuilder("FROM a AS x\n");
        file.append("ONBUILD COPY --from=b f g\n".repeat(200)).append("FROM x\n".repeat(200));

        var read = Dockerfile.parse("x", bytes(file)).images();

        assertTrue(read.uses().size() <= 10_001);
        assertTrue(
                read.faults().toString().contains("triggers more than 10000 instructions"),
                read.faults().toString());
    }

    @Test
    void boundsExpansion() {
        var file = new StringBuilder("ARG X0=xxxxxxxxxx\n");
        for (var i = 1; i < 100; i++) {
            file.append("ARG X" + i + "=$X" + (i - 1) + "$X" + (i - 1) + "\n");
        }
        file.append("FROM $X99\n");

        var read = Dockerfile.parse("x", bytes(file)).images();

        assertTrue(
                read.faults().getFirst().reason().contains("more text"),
                read.faults().toString());
    }

    @Test
    void boundsTheSumOfExpansion() {
        var file = new StringBuilder("ARG X=" + "x".repeat(60_000) + "\n");
        for (var i = 1; i < 10_000; i++) {
            file.append("ARG X" + i + "=$X\n");
        }

        var read = Dockerfile.parse("x", bytes(file)).images();

        assertTrue(read.faults().getFirst().reason().contains("more text"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "FROM a\n",
                "ARG X=1\n",
                "\\\n",
                "#\n",
                "RUN <<EOF\n",
                "RUN ${X:-\n",
                "RUN --mount=from=a,",
                "[",
                "{\"a\":",
                "COPY [\"",
                "ENV a=\"",
                "FROM ${a:-",
                "LABEL a=' ",
                " ",
                "\t",
                "\u00e2\u0080",
            })
    void readsAMegabyteOfAnythingQuickly(String piece) {
        var file = bytes(new StringBuilder(piece.repeat(1024 * 1024 / piece.length())));
        var inOneLine = bytes(
                new StringBuilder("FROM a\nRUN " + piece.replace("\n", " ").repeat(60_000 / piece.length())));

        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            Dockerfile.parse("x", file).images();
            Dockerfile.parse("x", inOneLine).images();
        });
    }

    @Test
    void findsTheHeredocsOfAVeryLongInstruction() {
        var file = "FROM a\nRUN <<EOF \\\n" + (" x".repeat(20_000) + " \\\n").repeat(4) + "\ty\nFROM b\nEOF\nFROM c";

        var read = Dockerfile.parse("x", bytes(new StringBuilder(file))).images();

        assertEquals("a c", references(read));
    }

    @Test
    void refusesALineThatTheBuilderRefuses() {
        var read = Dockerfile.parse("x", bytes(new StringBuilder("FROM a\nRUN " + "x".repeat(65_536))))
                .images();

        assertEquals(2, read.faults().getFirst().line());
    }

    private static byte[] bytes(StringBuilder text) {
        return text.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String references(Images images) {
        return images.uses().stream().map(use -> use.reference().toString()).collect(Collectors.joining(" "));
    }
}
