package dev.pinwheel.pin;

import static dev.pinwheel.pin.Moving.NEW;
import static dev.pinwheel.pin.Moving.OLD;
import static dev.pinwheel.pin.Moving.assertMoved;
import static dev.pinwheel.pin.Moving.move;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pinwheel.image.Digest;
import dev.pinwheel.image.Watch;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The pins of Compose files, of their builds and of what is beside them. */
class ComposeReaderTest {

    private static final String OLDER = "sha256:" + "0".repeat(64);
    private static final String DOCKERFILE = "ARG IMG=debian:12\nFROM $IMG AS x\nFROM busybox:1\n";

    /** Each has one pin, a:1@OLD, and moving it changes the digest's bytes alone. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "services:\n  s:\n    image: a:1@OLD\n",
                "services:\r\n  s:\r\n    image: \"a:1@OLD\" # x\r\n",
                "\uFEFFservices: {s: {image: 'a:1@OLD'}}",
                "# äöü\nservices:\n  \"ü\":\n    image: a:1@OLD",
                "services:\n  s:\n    image: ${IMG:-a:1@OLD}\n",
                "services:\n  s:\n    image: a:${TAG-1}@OLD\n",
                "services:\n  s:\n    image: ${X:+y}${A:-${B:-a:1@OLD}}\n",
                "x-a: &a\n  image: a:1@OLD\nservices:\n  s:\n    <<: *a\n  t:\n    <<: [*a]\n",
                "x-a: &a a:1@OLD\nservices:\n  s:\n    image: *a\n",
                "services:\n  s:\n    build:\n      context: .\n      args:\n        IMG: a:1@OLD\n",
                "services:\n  s:\n    build:\n      context: .\n      args:\n        - X\n        - IMG=a:1@OLD\n",
                "services:\n  s:\n    build:\n      context: ./\n      args: [\"IMG=a:1@OLD\"]\n",
                "services:\n  s:\n    build:\n      args:\n        IMG: ${IMG:-a:1@OLD}\n",
                "services:\n  s:\n    build:\n      dockerfile_inline: |\n        FROM a:1@OLD\n        RUN x\n",
                "services:\r\n  s:\r\n    build:\r\n      dockerfile_inline: |-\r\n        # x\r\n        ARG T=1\r\n\r\n        FROM a:$$T@OLD\r\n",
                "services:\n  s:\n    build:\n      dockerfile_inline: FROM a:1@OLD\n",
                "services:\n  s:\n    build:\n      context: .\n      additional_contexts:\n        b: docker-image://a:1@OLD\n",
                "services:\n  s:\n    build:\n      context: .\n      additional_contexts:\n        - b=docker-image://a:1@OLD\n",
                "{\"services\": {\"s\": {\"image\": \"a:1@OLD\"}}}",
                "services:\n  s:\n    volumes:\n      - x:/y\n      - {type: image, source: 'a:1@OLD', target: /x}\n",
                "services:\n  s:\n    build:\n      context: https://example.org/x.git\n      args: {IMG: 'a:1@OLD', T: 'a:1'}\n",
                "services:\n  s:\n    build:\n      context: https://example.org/x.git\n      additional_contexts: {b: 'docker-image://a:1@OLD'}\n",
            })
    void aPinIsFoundAndMoved(String file) throws RefusedEditException {
        assertMoved("compose.yaml", file, Map.of("Dockerfile", DOCKERFILE));
    }

    @Test
    void aPinInTheEnvironmentIsMovedThere() throws RefusedEditException {
        var tree = InMemoryTree.of(
                        "b/compose.yaml", "services:\n  s:\n    image: ${IMG:-debian}\n  t:\n    image: $IMG\n")
                .and("b/.env", "# x\nexport IMG=\"a:1@" + OLD + "\" # y\n");

        var changed = move(tree);

        assertEquals(Map.of("b/.env", "# x\nexport IMG=\"a:1@" + NEW + "\" # y\n"), texts(changed));
        assertEquals(
                "b/.env:2 IMG=, b/compose.yaml:3 service s image, b/compose.yaml:5 service t image",
                users(Pins.in(tree).pins().getFirst()));
    }

    @Test
    void anOverrideMakesADefaultDead() {
        var tree = InMemoryTree.of(
                        "compose.yaml",
                        "services:\n  s:\n    build:\n      context: app\n      args:\n        IMG: a:1@" + NEW + "\n")
                .and("app/Dockerfile", "ARG IMG=a:1@" + OLD + "\nFROM $IMG\nFROM b:1\n");

        var pins = Pins.in(tree).pins();

        assertEquals(
                "a:1@" + OLD + " overridden in compose.yaml:6, a:1@" + NEW + ", b:1",
                pins.stream()
                        .map(pin -> pin.written()
                                + pin.overriddenBy().stream()
                                        .map(site -> " overridden in " + site.file() + ":" + site.line())
                                        .collect(Collectors.joining()))
                        .collect(Collectors.joining(", ")));
        assertEquals("app/Dockerfile:2 FROM", users(pins.get(1)));
    }

    @Test
    void aDockerfileOfAnyNameIsReadWhereSomethingBuildsIt() {
        var tree = InMemoryTree.of(
                        "c/compose.yaml",
                        "services:\n  s:\n    build:\n      context: ../app\n      dockerfile: docker/prod\n")
                .and("app/docker/prod", "FROM a:1\n");

        assertEquals("a:1", Pins.in(tree).pins().getFirst().written());
    }

    @Test
    void aDockerfileOfAnyNameIsRebuiltWhenItsPinMovesAndOneWithinAnotherFileIsTold() {
        var tree = InMemoryTree.of(
                        "compose.yaml",
                        "services:\n  s:\n    build: {dockerfile: base.txt}\n  t:\n    build: {dockerfile_inline: 'FROM a:1@"
                                + OLD + "'}\n")
                .and("base.txt", "FROM a:1@" + OLD + "\n");

        var report = Pins.in(tree);
        assertEquals(List.of("base.txt"), report.dockerfilesUsing(Watch.parse("a:1")));
        assertEquals(
                List.of("compose.yaml:5"),
                report.inlineUsing(Watch.parse("a:1")).stream()
                        .map(by -> by.file() + ":" + by.line())
                        .toList());
    }

    @Test
    void aFileBesideTheProjectsOwnIsLaidOverIt() {
        var tree = InMemoryTree.of(
                        "compose.yaml",
                        "services:\n  s:\n    image: a:1@" + OLD + "\n  t:\n    build: {context: app, args: [V=1]}\n")
                .and(
                        "compose.override.yaml",
                        "services:\n  s:\n    image: a:2@" + OLD + "\n  t:\n    build: {args: {IMG: c:1}}\n")
                .and("app/Dockerfile", "ARG IMG=b:1\nARG V\nFROM $IMG\nFROM v:$V\n");

        assertEquals(
                "b:1 overridden in compose.override.yaml:5, c:1, v:1, a:2@OLD, a:1@OLD overridden in compose.override.yaml:3",
                summary(tree).replace(OLD, "OLD"));
        assertEquals(
                List.of("app/Dockerfile:4: invalid reference"),
                Pins.in(tree).problems().stream()
                        .map(Object::toString)
                        .map(problem -> problem.replaceAll("FROM v:.*", "invalid reference"))
                        .toList());
    }

    @Test
    void aFileForOtherTimesIsLaidOverTheProjectsOwnAlone() {
        var tree = InMemoryTree.of("docker-compose.yml", "services: {s: {build: {context: app, args: {IMG: a:1}}}}")
                .and("docker-compose.prod.yml", "services: {s: {build: {args: {IMG: a:2}}}}")
                .and("docker-compose.dev.yml", "services: {s: {build: !reset null, image: d:1}}")
                .and("docker-compose.test.yml", "services: {s: {build: !override {context: test}}}")
                .and("test/Dockerfile", "ARG IMG=t:1\nFROM $IMG\n")
                .and("app/Dockerfile", "ARG IMG=b:1\nFROM $IMG\n");

        assertEquals(
                "b:1 overridden in docker-compose.prod.yml:1 overridden in docker-compose.yml:1, "
                        + "a:2, a:1 overridden in docker-compose.prod.yml:1, d:1, t:1",
                summary(tree));
        assertEquals(List.of(), Pins.in(tree).problems());
    }

    @Test
    void anArgumentThatAnotherFileIsLaidOverIsDeadAndMovesAlong() throws RefusedEditException {
        var tree = InMemoryTree.of(
                        "compose.yaml",
                        "services: {s: {build: {context: ., args: {T: '1', D: OLD}}}}".replace("OLD", OLDER))
                .and("compose.override.yaml", "services: {s: {build: {args: [\"D=OLD\"]}}}".replace("OLD", OLD))
                .and("Dockerfile", "ARG T\nARG D=OLD\nFROM a:${T:-1}@$D\n".replace("OLD", OLD));

        assertEquals(
                "a:1@OLD overridden in compose.override.yaml:1 overridden in compose.yaml:1 "
                        + "overridden in compose.yaml:1, a:1@OLD, a:1@OLDER overridden in compose.override.yaml:1",
                summary(tree).replace(OLDER, "OLDER").replace(OLD, "OLD"));
        assertEquals(1, Pins.in(tree).pins().stream().filter(FoundPin::ships).count());
        assertEquals(
                Set.of("Dockerfile", "compose.yaml", "compose.override.yaml"),
                move(tree).keySet());
    }

    @Test
    void anImageThatFellBehindTheOneLaidOverItMovesAlong() throws RefusedEditException {
        var tree = InMemoryTree.of("compose.yaml", "services: {s: {image: 'a:1@" + OLDER + "'}, t: {image: $I}}")
                .and("compose.override.yaml", "services: {s: {image: 'a:1@" + OLD + "'}, t: {image: $I}}")
                .and(".env", "I=b:1@" + OLD + "\n");

        assertEquals(Set.of("compose.yaml", "compose.override.yaml"), move(tree).keySet());
        assertEquals(
                "b:1@OLD, a:1@OLD, a:1@OLDER overridden in compose.override.yaml:1",
                summary(tree).replace(OLDER, "OLDER").replace(OLD, "OLD"));
    }

    @Test
    void aContextThatAnotherFileIsLaidOverIsDead() {
        var tree = InMemoryTree.of(
                        "compose.yaml",
                        "services: {s: {build: {additional_contexts: {b: 'docker-image://a:1', c: 'docker-image://c:1'}}}}")
                .and("compose.override.yaml", "services: {s: {build: {additional_contexts: ['b=docker-image://a:2']}}}")
                .and("Dockerfile", "FROM b:1 AS b\nFROM c:2 AS c\n");

        assertEquals(
                "b:1 overridden in compose.override.yaml:1 overridden in compose.yaml:1, "
                        + "c:2 overridden in compose.yaml:1, a:2, a:1 overridden in compose.override.yaml:1, c:1",
                summary(tree));
    }

    @Test
    void theFallbackOfAnArgumentIsDeadWhereItsVariableIsSet() throws RefusedEditException {
        var tree = InMemoryTree.of(
                        "compose.yaml",
                        "services: {s: {build: {args: {I: '${I:-a:1@OLD}', T: '${T:-2}'}}, }, t: {build: {args: ['I=${I-a:1@OLD}']}}}"
                                .replace("OLD", OLD))
                .and(".env", "I=a:1@" + OLD + "\nT=1\n")
                .and("Dockerfile", "ARG I\nFROM ${I:-b:1}\nARG T\nFROM c:1\n");

        assertEquals(
                List.of(".env, compose.yaml"),
                List.of(String.join(", ", move(tree).keySet().stream().sorted().toList())));
        assertEquals(
                2,
                Pins.in(tree).pins().stream()
                        .filter(pin -> pin.written().startsWith("a:1@")
                                && pin.sites().getFirst().file().equals("compose.yaml")
                                && !pin.ships())
                        .count());
    }

    @Test
    void whatIsDeadInADockerfileWithinTheFileIsToldAndMovesAlong() throws RefusedEditException {
        var file = """
                services:
                  s:
                    build:
                      args: {IMG: "a:1@OLD"}
                      platforms: [linux/arm64]
                      additional_contexts: {c: "docker-image://d:1"}
                      dockerfile_inline: |
                        ARG IMG=a:1@OLD
                        FROM $$IMG AS a
                        FROM b-$${TARGETARCH}:1
                        FROM c:1 AS c
                """.replace("OLD", OLD);
        var tree = InMemoryTree.of("compose.yaml", file);

        assertEquals(
                "d:1, a:1@OLD, a:1@OLD overridden in compose.yaml:4, b-arm64:1, c:1 overridden in compose.yaml:6",
                summary(tree).replace(OLD, "OLD"));
        assertEquals(Map.of("compose.yaml", file.replace(OLD, NEW)), texts(move(tree)));
    }

    @Test
    void whatAServiceExtendsIsBelowIt() {
        var tree = InMemoryTree.of("compose.yaml", """
                        services:
                          s:
                            extends: {file: lib/common.txt, service: base}
                            build: {args: {IMG: a:1}}
                          t: {extends: u}
                          u: {image: b:1}
                          l: {extends: l}
                          m: {extends: nowhere}
                        """)
                .and("lib/common.txt", "services: {base: {build: {context: ., args: {IMG: c:1}}}}")
                .and("lib/Dockerfile", "ARG IMG\nFROM ${IMG:-d:1}\n");

        assertEquals("b:1, d:1 overridden in compose.yaml:4, a:1", summary(tree));
        assertEquals(
                List.of(
                        "compose.yaml:7: extends more than 20 services in a row",
                        "compose.yaml:8: extends a service that is not here"),
                Pins.in(tree).problems().stream().map(Object::toString).toList());
    }

    @Test
    void whatIsIncludedIsRead() {
        var tree = InMemoryTree.of(
                        "compose.yaml", "include: [a/x.txt, {path: [b/y.txt]}, nowhere, ../z, 'oci://q/r']\n")
                .and("a/x.txt", "include: [../compose.yaml, x.txt]\nservices: {s: {image: 'x:$T'}}")
                .and("a/.env", "T=1\n")
                .and("b/y.txt", "services: {s: {build: {dockerfile: d}}}")
                .and("b/d", "FROM d:1\n");

        assertEquals("x:1, d:1", summary(tree));
        assertEquals(2, Pins.in(tree).problems().size());
    }

    @Test
    void whatIncludesAFileSetsItsVariablesBeforeItsOwnEnvironmentDoes() throws RefusedEditException {
        var tree = InMemoryTree.of(
                        "compose.yaml", "include: [sub/x.yaml]\nservices: {a: {image: 'python:3.11@${DIG}'}}")
                .and(".env", "DIG=" + OLD + "\n")
                .and("sub/.env", "DIG=" + NEW + "\nT=2\n")
                .and("sub/x.yaml", "services: {b: {image: 'python:3.1${T}@${DIG:-" + OLD + "}'}}");

        var included = Pins.in(tree).pins().stream()
                .filter(pin -> pin.written().equals("python:3.12@" + OLD)
                        && pin.overriddenBy().isEmpty())
                .findFirst()
                .orElseThrow();

        assertEquals(
                List.of("sub/x.yaml", "sub/x.yaml", "sub/.env", ".env"),
                included.sites().stream().map(PinSite::file).toList());
        assertThrows(RefusedEditException.class, () -> Repin.move(tree, Watch.parse("python:3.11"), Digest.parse(NEW)));
    }

    @Test
    void aVariableOfTheRootIsKnownInWhatIsIncluded() {
        var tree = InMemoryTree.of("compose.yaml", "include:\n  - sub/svc.yaml\n  - sub/svc.yaml\n")
                .and(".env", "PY=a:1@" + OLD + "\n")
                .and("sub/svc.yaml", "services: {a: {image: '${PY}'}}");

        assertEquals(
                ".env:1 PY=, sub/svc.yaml:1 service a image",
                users(Pins.in(tree).pins().getFirst()));
    }

    @Test
    void anIncludeSaysWhereItsVariablesAndItsPathsAre() {
        var tree = InMemoryTree.of("c/compose.yaml", """
                        include:
                          - path: [sub/x.yaml, over.yaml]
                            env_file: [one.env, two.env]
                            project_directory: ../app
                          - {path: sub/x.yaml, env_file: /dev/null}
                          - {path: sub/x.yaml, env_file: none.env}
                        """)
                .and("c/one.env", "T=1\nU=1\n")
                .and("c/two.env", "T=2\nV=$U\n")
                .and("c/sub/.env", "T=3\n")
                .and("c/sub/x.yaml", "services: {s: {build: {args: {T: '$T'}}}, t: {image: 'x:${V:-9}'}}")
                .and("c/sub/Dockerfile", "FROM sub:1\n")
                .and("c/over.yaml", "services: {s: {build: {args: {IMG: 'a:$T'}}}}")
                .and("app/Dockerfile", "ARG IMG=b:1\nFROM $IMG\n");

        assertEquals("a:2, b:1 overridden in c/over.yaml:1 overridden in c/two.env:1, sub:1, x:1, x:9", sorted(tree));
        assertEquals(
                List.of("c/compose.yaml:6: includes none.env, which is not here"),
                Pins.in(tree).problems().stream().map(Object::toString).toList());
    }

    @Test
    void anImageThatNobodySetsIsAProblemWithItsPlace() {
        var tree = InMemoryTree.of(
                "compose.yaml",
                "services:\n  s:\n    image: ${IMG}\n  t:\n    build: {args: {IMG: '${A}'}, context: 'https://x'}\n");

        assertEquals(
                List.of("compose.yaml:3: service s: what image is is not known: ${IMG} is empty here, and so to be set "
                        + "in the environment"),
                Pins.in(tree).problems().stream().map(Object::toString).toList());
    }

    @Test
    void aKeyThatIsWrittenTwiceIsAProblemAndNeverTheFirst() {
        var file = "services:\n  s:\n    image: a:1\n    image: b:1\n  t:\n    image: c:1\n";

        var report = Pins.in(InMemoryTree.of("compose.yaml", file));

        assertEquals(List.of(), report.pins());
        assertEquals(
                List.of("compose.yaml:4: not YAML: the key 'image' is there twice"),
                report.problems().stream().map(Object::toString).toList());
    }

    @Test
    void filesThatIncludeEachOtherManyTimesAreBounded() {
        var twice = "include: [{path: NEXT}, {path: NEXT}]\nservices: {a: {image: 'x:1'}}";
        var tree = InMemoryTree.of("compose.yaml", twice.replace("NEXT", "x0.yaml"));
        for (var i = 0; i < 30; i++) {
            tree = tree.and("x" + i + ".yaml", twice.replace("NEXT", "x" + (i + 1) + ".yaml"));
        }
        var bounded = tree.and("x30.yaml", "services: {b: {image: 'y:1'}}");

        assertTimeoutPreemptively(
                Duration.ofSeconds(20),
                () -> assertTrue(Pins.in(bounded).problems().toString().contains("at most 20000 included services")));
    }

    @Test
    void theFileThatAServiceExtendsMayBeInAVariable() {
        var tree = InMemoryTree.of(
                        "compose.yaml", "services: {t: {extends: {file: '${F:-base/compose.yaml}', service: s}}}")
                .and("base/compose.yaml", "services: {s: {image: 'a:1'}}");

        assertEquals(List.of(), Pins.in(tree).problems());
        assertEquals(
                "base/compose.yaml:1 service s image, base/compose.yaml:1 service t image",
                users(Pins.in(tree).pins().getFirst()));
    }

    private static String sorted(InMemoryTree tree) {
        return Stream.of(summary(tree).split(", ")).sorted().collect(Collectors.joining(", "));
    }

    @Test
    void theEnvironmentFeedsVariablesAndArgumentsWithoutValue() {
        var tree = InMemoryTree.of(
                        "compose.yaml",
                        "services:\n  s:\n    env_file: other.env\n    image: ${I}\n  t:\n    build: {args: [B]}\n  u:\n    build: {args: {B: }}\n")
                .and(".env", "V=1\nQ='$V'\nI=a:${V}\nB=b:$V\n")
                .and("other.env", "I=no:1\n")
                .and("Dockerfile", "ARG B=c:1\nFROM $B\n");

        assertEquals("c:1 overridden in .env:4 overridden in .env:1, b:1, a:1", summary(tree));
    }

    @Test
    void aContextThatStandsInForAnImageMakesItDead() {
        var tree = InMemoryTree.of("compose.yaml", """
                        services:
                          s:
                            build:
                              context: .
                              additional_contexts:
                                a:1: docker-image://a:2
                                base: docker-image://c:2
                        """)
                .and("Dockerfile", "FROM docker.io/library/a:1\nFROM c:1 AS base\nCOPY --from=a:1 x y\nFROM d:1\n");

        assertEquals(
                "docker.io/library/a:1 overridden in compose.yaml:6, c:1 overridden in compose.yaml:7, "
                        + "a:1 overridden in compose.yaml:6, d:1, a:2, c:2",
                summary(tree));
    }

    @Test
    void anArgumentThatIsNotKnownHereIsAProblemOnlyWhereAnImageIsMadeOfIt() {
        var tree = InMemoryTree.of("compose.yaml", "services: {s: {build: {args: {IMG: '${IMG}', X: '${X}'}}}}")
                .and("Dockerfile", "ARG IMG=a:1\nFROM $IMG\n");

        assertEquals(
                List.of("compose.yaml:1: what Dockerfile:2 takes is not known: the build argument IMG: empty here, "
                        + "and so to be set in the environment"),
                Pins.in(tree).problems().stream().map(Object::toString).toList());
    }

    @Test
    void aNumberIsWhatItIsToCompose() {
        var tree = InMemoryTree.of(
                        "compose.yaml", "services: {s: {build: {args: {V: 3.10}}}, t: {build: {args: {V: '3.20'}}}}")
                .and("Dockerfile", "ARG V=1\nFROM a:$V\n");

        assertEquals("a:1 overridden in compose.yaml:1, a:3.1, a:3.20", summary(tree));
    }

    private static String summary(InMemoryTree tree) {
        return Pins.in(tree).pins().stream()
                .map(pin -> pin.written()
                        + pin.overriddenBy().stream()
                                .map(site -> " overridden in " + site.file() + ":" + site.line())
                                .collect(Collectors.joining()))
                .collect(Collectors.joining(", "));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "services: [",
                "services:\n  s:\n    image: ${IMG:?}\n",
                "services:\n  s:\n    image: ${IMG}\n",
                "services:\n  s:\n    volumes: [{type: image, source: '${IMG}'}]\n",
                "services:\n  s:\n    image: x:1\n    image: y:1\n",
                "services:\n  s: {image: x:1}\n  s: {image: y:1}\n",
                "x: {a: 1, 'a': 2}\n",
                "include: [{path: Dockerfile, project_directory: ../..}]\n",
                "include: [{path: {}}]\n",
                "include: [[]]\n",
                "include: [{path: x.yaml, project_directory: {a: b}}]\n",
                "include: [{path: Dockerfile, project_directory: ../..}]\n",
                "services:\n  s:\n    image: ${IMG\n",
                "services:\n  s:\n    image: A\n",
                "services:\n  s:\n    build: ../..\n",
                "services:\n  s:\n    build: nowhere\n",
                "services:\n  s:\n    build:\n      dockerfile_inline: FORM a\n",
                "services:\n  s:\n    image: " + "${A:-" + "\n",
            })
    void whatCannotBeReadIsAProblem(String file) {
        var tree = InMemoryTree.of("compose.yaml", file).and("Dockerfile", "FROM a:1\n");

        var report = Pins.in(tree);

        assertEquals("a:1", report.pins().getFirst().written());
        assertTrue(!report.problems().isEmpty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "services:\n  s:\n    image: x\n    build: .\n",
                "services:\n  s:\n    build: https://example.org/x.git\n",
                "services:\n  s: null\n",
                "services:\n",
                "",
                "- a\n",
            })
    void whatAsksForNothingIsNone(String file) {
        var report = Pins.in(InMemoryTree.of("compose.yaml", file).and("Dockerfile", "FROM scratch\n"));

        assertEquals(List.of(), report.pins());
        assertEquals(List.of(), report.problems());
    }

    @Test
    void hostileFilesAreBounded() {
        var bomb = new StringBuilder("a0: &a0 [x]\n");
        for (var i = 1; i < 60; i++) {
            bomb.append("a" + i + ": &a" + i + " {<<: [" + ("*a" + (i - 1) + ",").repeat(9) + "*a" + (i - 1) + "]}\n");
        }
        bomb.append("services: *a59\n");
        var deep = "services: " + "[".repeat(100_000);
        var self = "services: &s\n  <<: *s\n  x: *s\n";
        var wide = "services:\n" + "  s: {image: \"" + "${A}".repeat(1000) + "\"}\n";

        assertTimeoutPreemptively(Duration.ofSeconds(30), () -> {
            for (var file : List.of(bomb.toString(), deep, self, wide)) {
                Pins.in(InMemoryTree.of("compose.yaml", file).and(".env", "A=" + "x".repeat(60_000)));
            }
        });
    }

    private static Map<String, String> texts(Map<String, byte[]> files) {
        return files.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, file -> new String(file.getValue(), StandardCharsets.UTF_8)));
    }

    @Test
    void aServicesPlatformIsThatOfItsImage() {
        var pins = Pins.in(InMemoryTree.of("compose.yaml", """
                services: {web: {image: "a:1", platform: linux/arm64}}
                """)).pins();

        assertEquals(Optional.of("linux/arm64"), pins.getFirst().platform());
    }

    @Test
    void aBuildForPlatformsTakesWhatEachOfThemTakes() {
        var tree = InMemoryTree.of("compose.yaml", """
                        services: {web: {build: {context: ., platforms: [linux/amd64, linux/arm64]}}}
                        """).and("Dockerfile", "FROM a-$TARGETARCH:1\n");

        assertEquals(
                List.of("a-amd64:1", "a-arm64:1"),
                Pins.in(tree).pins().stream().map(FoundPin::written).sorted().toList());
    }

    @Test
    void aFallbackMovesWithTheValueThatTakesItsPlace() throws RefusedEditException {
        var tree = InMemoryTree.of(
                        "compose.yaml", "services: {web: {image: \"a:1@${DIG:-OLD}\"}}\n".replace("OLD", OLD))
                .and(".env", "DIG=" + OLD + "\n");

        var changed = move(tree);

        assertEquals(Set.of(".env", "compose.yaml"), changed.keySet());
        assertEquals(1, Pins.in(tree).pins().stream().filter(FoundPin::ships).count());
    }

    private static String users(FoundPin pin) {
        return pin.usedBy().stream()
                .map(by -> by.file() + ":" + by.line() + " " + by.instruction())
                .collect(Collectors.joining(", "));
    }
}
