package dev.pinwheel.registry.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.MultiMap;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WarningsTest {

    private final List<String> said = new ArrayList<>();
    private final Warnings warnings = new Warnings(said::add);

    private static Answer warning(String... texts) {
        var headers = MultiMap.caseInsensitiveMultiMap();
        for (var text : texts) {
            headers.add("Warning", text);
        }
        return new Answer(URI.create("https://registry.example/"), 200, headers, Body.empty());
    }

    @Test
    void saysEachWarningOnce() {
        warnings.in(warning("299 - \"this tag goes away\"", "299 - \"so does this\""));
        warnings.in(warning("299 - \"this tag goes away\""));

        assertEquals(List.of("299 - \"this tag goes away\"", "299 - \"so does this\""), said);
    }

    @Test
    void saysNothingThatIsNotText() {
        warnings.in(warning("299 - \"\u001b[2Jforged\nline\" " + "x".repeat(1_000)));

        assertEquals(List.of("299 - \"?[2Jforged?line\" " + "x".repeat(176) + "…"), said);
    }

    @Test
    void saysNoMoreThanAFew() {
        for (var number = 0; number < 1_000; number++) {
            warnings.in(warning("299 - \"request " + number + "\""));
        }

        assertEquals(20, said.size());
    }
}
