package dev.pinwheel.dockerfile;

import dev.pinwheel.image.Platform;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The Dockerfiles of {@code corpus.txt}; how they are written is said there. */
final class Corpus {

    private static final String SECTION = "# ----";

    private Corpus() {}

    /** One Dockerfile, and what is to come of it. */
    record Case(String title, Map<String, String> facts, List<String> lines) {

        /** The images that it asks for, in order, without their registry. */
        List<String> pulls() {
            return words("pulls");
        }

        List<String> words(String fact) {
            var value = facts.getOrDefault(fact, "-");
            return value.equals("-") ? List.of() : List.of(value.split(" "));
        }

        Optional<String> fact(String name) {
            return Optional.ofNullable(facts.get(name));
        }

        /** The file for a registry where every image has this digest. */
        Placed at(String registry, String digest) {
            return new Placed(this, registry, digest);
        }

        /** One more stage that copies from every other: a builder leaves out what nobody needs. */
        private List<String> reachingEveryStage() {
            var count = Integer.parseInt(facts.getOrDefault("stages", "1"));
            return count == 1
                    ? List.of()
                    : Stream.concat(
                                    Stream.of("FROM scratch"),
                                    IntStream.range(0, count).mapToObj(i -> "COPY --from=" + i + " /f /" + i))
                            .toList();
        }

        @Override
        public String toString() {
            return title;
        }
    }

    /** A Dockerfile whose images are in a registry. */
    record Placed(Case dockerfile, String registry, String digest) {

        byte[] content() {
            var all = new ArrayList<>(dockerfile.lines());
            all.addAll(dockerfile.reachingEveryStage());
            var how = dockerfile.words("as");
            var text = (how.contains("bom") ? "\uFEFF" : "")
                    + String.join(how.contains("crlf") ? "\r\n" : "\n", all)
                    + (how.contains("unended") ? "" : "\n");
            return lengthened(text)
                    .getBytes(how.contains("latin1") ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8);
        }

        /** The build arguments from outside. */
        Map<String, String> arguments() {
            var arguments = new TreeMap<String, String>();
            for (var word : dockerfile.words("args")) {
                var equals = word.indexOf('=');
                arguments.put(word.substring(0, equals), lengthened(word.substring(equals + 1)));
            }
            return arguments;
        }

        BuildRequest request() {
            var arguments = new TreeMap<String, Text>();
            arguments().forEach((name, value) -> arguments.put(name, Text.unwritten(value)));
            var platform = dockerfile.fact("platform").map(Platform::parse).orElse(Platform.LINUX_AMD64);
            return new BuildRequest(arguments, platform, dockerfile.fact("target"));
        }

        /** An image as the corpus writes it. */
        String shortened(String image) {
            return image.replace(registry + "/", "").replace(digest, "DIG");
        }

        private String lengthened(String text) {
            return text.replace("R/", registry + "/").replace("DIG", digest);
        }
    }

    static List<Case> cases() {
        var cases = new ArrayList<Case>();
        for (var block : text().split("\n\n", -1)) {
            if (block.startsWith("# ") && !block.startsWith(SECTION)) {
                cases.add(parse(block.lines().toList()));
            }
        }
        return cases;
    }

    private static Case parse(List<String> block) {
        var facts = new HashMap<String, String>();
        var lines = new ArrayList<String>();
        for (var line : block.subList(1, block.size())) {
            if (line.startsWith(">")) {
                lines.add(line.length() == 1 ? "" : line.substring(2));
            } else {
                var colon = line.indexOf(':');
                facts.put(line.substring(0, colon), line.substring(colon + 1).strip());
            }
        }
        return new Case(block.getFirst().substring(2), facts, lines);
    }

    private static String text() {
        try (var in = Corpus.class.getResourceAsStream("corpus.txt")) {
            if (in == null) {
                throw new IllegalStateException("corpus.txt is not among the test resources");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
