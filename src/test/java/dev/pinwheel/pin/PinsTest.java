package dev.pinwheel.pin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pinwheel.image.Pin;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which pins are found, and where. */
class PinsTest {

    private static final String HEX = "0123456789abcdef".repeat(4);
    private static final String DIGEST = "sha256:" + HEX;

    /** {@code DIG} stands for a digest, a bar for a line's end. */
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '\0',
            delimiter = '→',
            value = {
                "ARG P=python:3.11.6-slim-bookworm@DIG|FROM ${P} → library/python:3.11.6-slim-bookworm",
                "ARG TAG=3.11|ARG SUM=DIG|FROM python:${TAG}@${SUM} → library/python:3.11",
                "ARG V=3.11|ARG OS=bookworm|FROM python:${V}-slim-${OS}@DIG → library/python:3.11-slim-bookworm",
                "ARG TAG=3.11|ARG IMG=python:${TAG}@DIG|FROM ${IMG} → library/python:3.11",
                "ARG A=1 IMG=python:3.11@DIG|FROM ${IMG} → library/python:3.11",
                "FROM ${X:-python:3.11@DIG} → library/python:3.11",
                "FROM ${X-python:3.11@DIG} → library/python:3.11",
                "FROM ${A:-${B:-python:3.11@DIG}} → library/python:3.11",
                "ARG D=1|FROM python:3.11${D:+@DIG} → library/python:3.11",
                "ARG IMG=python:3.11@DIG|FROM a AS x|ARG IMG=debian:12@DIG|FROM ${IMG} → library/python:3.11",
                "FROM a|RUN <<EOF|FROM evil:1@DIG|EOF → ",
                "FROM a|RUN --mount=type=cache,target=/x --mount=type=bind,from=uv:0.5@DIG,target=/y z → library/uv:0.5",
                "FROM a|RUN --mount=from=b:1@DIG,target=/b --mount=from=c:1@DIG,target=/c z → library/b:1 library/c:1",
                "# check=skip=all|# syntax=docker/dockerfile:1@DIG|FROM a → docker/dockerfile:1",
                "FROM a|COPY --from=\"python:3.11@DIG\" x y → library/python:3.11",
                "FROM a|COPY --exclude=*.md --from=python:3.11@DIG x y → library/python:3.11",
                "  FROM \\|  python:3.11@DIG → library/python:3.11",
                "FROM a|ONBUILD COPY --from=b:1@DIG x y → library/b:1",
                "FROM python:3.11 → ",
                "FROM python@DIG → ",
            })
    void finds(String file, String pins) throws IOException {
        var report = Pins.in(InMemoryTree.of("Dockerfile", text(file)));

        assertEquals(List.of(), report.problems());
        assertEquals(pins == null ? "" : pins, watches(report).replace("docker.io/", ""));
        assertEquals(
                report.pinned(), PinJson.pinned(PinJson.of(report).toString().getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void keepsTheRegistryAndItsPort() {
        var report = Pins.in(InMemoryTree.of("Dockerfile", text("FROM localhost:5000/py/python:3.11@DIG")));

        assertEquals("localhost:5000/py/python:3.11", watches(report));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "FROM a|COPY --from=$IMG x y",
                "FROM a|RUN --mount=from=$IMG x",
                "FROM Python:3.11@DIG",
                "FROM python:3.11@sha256:abc",
                "FROM {{ image }}",
            })
    void doesNotGuess(String file) {
        var report = Pins.in(InMemoryTree.of("Dockerfile", text(file)));

        assertEquals(1, report.problems().size(), report.problems().toString());
        assertEquals("", watches(report));
    }

    @Test
    void knowsWhereAWholeReferenceIsWritten() {
        var file = "# ä\n" + text("ARG A=1 P=\"python:3.11@DIG\"|FROM $P AS x|FROM $P");

        var pin = Pins.in(InMemoryTree.of("a/Dockerfile", file)).pins().getFirst();

        assertEquals(
                List.of(new PinSite("a/Dockerfile", 2, 16, 16 + 12 + DIGEST.length(), PinSite.Part.REFERENCE)),
                pin.sites());
        assertEquals(
                "3 FROM x, 4 FROM 1",
                pin.usedBy().stream()
                        .map(by -> by.line() + " " + by.instruction() + " "
                                + by.stage().orElse("-"))
                        .collect(Collectors.joining(", ")));
    }

    @Test
    void knowsWhereThePartsAreWritten() {
        var file = text("ARG I=python T=3.11|ARG D=DIG|FROM $I:$T-slim@${D}");

        var pin = Pins.in(InMemoryTree.of("Dockerfile", file)).pins().getFirst();

        assertEquals(
                "IMAGE python, TAG 3.11, TAG -slim, DIGEST " + DIGEST,
                pin.sites().stream()
                        .map(site -> site.part() + " " + file.substring(site.start(), site.end()))
                        .collect(Collectors.joining(", ")));
        assertEquals(
                List.of(1, 1, 3, 2), pin.sites().stream().map(PinSite::line).toList());
    }

    @Test
    void tellsPinsOfTwoPlatformsApart() {
        var file = text("ARG P=a:1@DIG|FROM --platform=linux/arm64 $P|FROM --platform=linux/amd64 $P|FROM $P");

        assertEquals(3, Pins.in(InMemoryTree.of("Dockerfile", file)).pins().size());
    }

    @Test
    void takesATagFromAComment() {
        var file = text("# pinwheel: tag=3.11|FROM python@DIG");

        assertEquals("docker.io/library/python:3.11", watches(Pins.in(InMemoryTree.of("Dockerfile", file))));
    }

    @ParameterizedTest
    @CsvSource({
        "FROM python, neither tag nor digest",
        "FROM python:3.11, no digest",
        "FROM python@DIG, no tag",
    })
    void saysWhyAReferenceIsNoPin(String file, String reason) {
        var pin = Pins.in(InMemoryTree.of("Dockerfile", text(file))).pins().getFirst();

        assertTrue(pin.unpinnedBecause().orElseThrow().startsWith(reason));
        assertTrue(pin.pin().isEmpty());
    }

    @ParameterizedTest
    @CsvSource({
        "Dockerfile, true",
        "a/b/dockerfile, true",
        "DOCKERFILE.prod, true",
        "prod.Dockerfile, true",
        "Dockerfile-alpine, true",
        "Dockerfile_dev, true",
        "Containerfile, true",
        "x.containerfile, true",
        "Dockerfile.dockerignore, false",
        "Dockerfile.md, false",
        "dockerfile.go, true",
        "Dockerfile.x, true",
        "dockerfile_utils.c, true",
        "Dockerfile-lint.sh, true",
        "Dockerfile.txt, false",
        "Dockerfile.j2, false",
        "dockerfile-parser.rs, true",
        "Dockerfile.toml, false",
        "Dockerfiles, false",
        "Dockerfile/x, false",
        "README, false",
    })
    void knowsADockerfileByItsName(String path, boolean isOne) {
        assertEquals(isOne, !Pins.in(InMemoryTree.of(path, "FROM a")).pins().isEmpty());
    }

    /** What ends as a program may be a Dockerfile for one. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '→',
            value = {
                "dockerfile.go → package dockerfile||import \"x\"",
                "dockerfile.py → # x|from x import y|FROM = 'a:1'",
                "dockerfile.py → from . import (|  x|)",
                "Dockerfile.php → <?php|echo 'FROM a:1';",
                "dockerfile.js → import x from 'y'",
                "Dockerfile-lint.sh → #!/bin/sh|set -e|FROM a:1",
                "dockerfile-parser.rs → //! x|use std::io;",
                "dockerfile.rb → require 'x'",
                "dockerfile.c → #include <stdio.h>|int main() { return 0; }",
            })
    void aProgramIsNoDockerfile(String path, String content) {
        var report = Pins.in(InMemoryTree.of(path, text(content)));

        assertEquals(List.of(), report.pins());
        assertEquals(List.of(), report.problems());
        assertEquals(Set.of(), report.dockerfiles());
    }

    @Test
    void aDockerfileForAProgramIsReadEvenIfItIsWrong() {
        var report = Pins.in(InMemoryTree.of("Dockerfile.php", text("# x|ARG P=8|FROM php:$P@DIG|RUNN x")));

        assertEquals("docker.io/library/php:8", watches(report));
        assertEquals(1, report.problems().size());
    }

    @Test
    void readsTheOthersWhereOneIsTooLarge() {
        var tree =
                InMemoryTree.of("a/Dockerfile", "#".repeat(2 * 1024 * 1024)).and("b/Dockerfile", text("FROM a:1@DIG"));

        var report = Pins.in(tree);

        assertEquals("docker.io/library/a:1", watches(report));
        assertEquals(
                "a/Dockerfile: cannot be read: larger than 1048576 bytes",
                report.problems().getFirst().toString());
    }

    @Test
    void readsWhatIsNotUtf8() {
        var file = ("FROM a\nRUN \u00ff\u00fe\nFROM b:1@" + DIGEST).getBytes(StandardCharsets.ISO_8859_1);

        assertEquals("docker.io/library/b:1", watches(Pins.in(new InMemoryTree(Map.of("Dockerfile", file)))));
    }

    private static String text(String file) {
        return file.strip().replace("DIG", DIGEST).replace('|', '\n');
    }

    private static String watches(PinReport report) {
        return report.pins().stream()
                .flatMap(found -> found.pin().stream())
                .map(Pin::watch)
                .map(Object::toString)
                .collect(Collectors.joining(" "));
    }
}
