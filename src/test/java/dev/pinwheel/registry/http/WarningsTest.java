package dev.pinwheel.registry.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.vertx.core.MultiMap;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class WarningsTest {

    private final Logger logger = (Logger) LoggerFactory.getLogger(Warnings.class);
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final Warnings warnings = new Warnings("registry.example");

    @BeforeEach
    void listen() {
        log.start();
        logger.addAppender(log);
    }

    @AfterEach
    void stop() {
        logger.detachAppender(log);
    }

    private static Answer warning(String... texts) {
        var headers = MultiMap.caseInsensitiveMultiMap();
        for (var text : texts) {
            headers.add("Warning", text);
        }
        return new Answer(URI.create("https://registry.example/"), 200, headers, Body.empty());
    }

    private List<String> logged() {
        return log.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

    @Test
    void logsEachWarningOnce() {
        warnings.in(warning("299 - \"this tag goes away\"", "299 - \"so does this\""));
        warnings.in(warning("299 - \"this tag goes away\""));

        assertEquals(
                List.of(
                        "registry.example warns: 299 - \"this tag goes away\"",
                        "registry.example warns: 299 - \"so does this\""),
                logged());
    }

    @Test
    void logsNothingThatIsNotText() {
        warnings.in(warning("299 - \"\u001b[2Jforged\nline\" " + "x".repeat(1_000)));

        assertEquals("registry.example warns: 299 - \"?[2Jforged?line\" " + "x".repeat(176) + "…", logged().getFirst());
    }
}
