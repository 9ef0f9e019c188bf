package dev.pinwheel.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.pinwheel.event.Event;
import dev.pinwheel.event.Recorded;
import dev.pinwheel.image.Descriptor;
import dev.pinwheel.image.Digest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Asks questions of facts that are told here, the first of them at index 1. */
final class Inquiries {

    private final List<Recorded<Event>> facts = new ArrayList<>();
    private final Map<Digest, byte[]> contents = new HashMap<>();

    Inquiries tell(Event... events) {
        for (var event : events) {
            facts.add(new Recorded<>(facts.size() + 1, event));
        }
        return this;
    }

    Descriptor put(byte[] content) {
        var digest = Digest.of(content);
        contents.put(digest, content);
        return new Descriptor("application/json", digest, content.length);
    }

    /** A report of pins that has one place. */
    Descriptor pins(String image, Digest digest) {
        return put("""
                {"pins":[{"group":"%s","digest":"%s","sites":[{"file":"Dockerfile","line":1}]}],"problems":[]}\
                """.formatted(image, digest).getBytes(StandardCharsets.UTF_8));
    }

    List<Map<String, String>> ask(String name) {
        return ask(name, Asked.EVERYTHING);
    }

    List<Map<String, String>> ask(String name, Asked asked) {
        var question =
                assertInstanceOf(Question.Answered.class, Questions.named(name).orElseThrow());
        var rows = new ArrayList<Map<String, String>>();
        var reports =
                new Reports(descriptor -> Optional.ofNullable(contents.get(descriptor.digest())), new MemoryNotebook());
        var inquiry = question.start().begin(asked, reports, cells -> rows.add(row(question, cells)));
        facts.stream().filter(fact -> asked.hears(fact.event().at())).forEach(inquiry::hear);
        inquiry.end();
        return rows;
    }

    private static Map<String, String> row(Question.Answered question, List<String> cells) {
        assertEquals(question.columns().size(), cells.size(), question.name());
        var row = new LinkedHashMap<String, String>();
        for (var i = 0; i < cells.size(); i++) {
            row.put(question.columns().get(i), cells.get(i));
        }
        return row;
    }

    static List<String> column(List<Map<String, String>> rows, String name) {
        return rows.stream().map(row -> row.getOrDefault(name, "?")).toList();
    }
}
