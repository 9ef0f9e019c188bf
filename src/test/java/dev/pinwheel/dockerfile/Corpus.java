package dev.pinwheel.dockerfile;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

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

        boolean isRejected() {
            return facts.containsKey("rejected") || facts.containsKey("names");
        }

        int stages() {
            return Integer.parseInt(facts.getOrDefault("stages", "1"));
        }

        /** The file for a registry where every image has this digest. */
        byte[] content(String registry, String digest, List<String> more) {
            var all = new ArrayList<>(lines);
            all.addAll(more);
            var how = words("as");
            var text = (how.contains("bom") ? "\uFEFF" : "")
                    + String.join(how.contains("crlf") ? "\r\n" : "\n", all)
                    + (how.contains("unended") ? "" : "\n");
            return text.replace("R/", registry + "/")
                    .replace("DIG", digest)
                    .getBytes(how.contains("latin1") ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8);
        }

        @Override
        public String toString() {
            return title;
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
