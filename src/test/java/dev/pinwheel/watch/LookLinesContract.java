package dev.pinwheel.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pinwheel.image.RegistryHost;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What any form of the look logs' lines does. */
public abstract class LookLinesContract {

    protected static final RegistryHost HOST = new RegistryHost("registry.example.com");
    protected static final RegistryHost OTHER = new RegistryHost("other.example.com:5000");

    /** The lines as a process that starts now has them; those that an earlier one left are there. */
    protected abstract LookLines lines(long most);

    private LookLines lines() {
        return lines(LookLines.MOST);
    }

    /** All lines of a registry. */
    protected static List<String> read(LookLines lines, RegistryHost host) throws IOException {
        var read = new ArrayList<String>();
        lines.read(host, read::add);
        return read;
    }

    @Test
    void nothingIsThereBeforeAnythingIsAdded() throws IOException {
        try (var lines = lines()) {
            assertEquals(List.of(), read(lines, HOST));
        }
    }

    @Test
    void whatIsAddedIsReadInItsOrderEachRegistrysByItself() throws IOException {
        var many =
                IntStream.range(0, 7_001).mapToObj(number -> "line " + number).toList();
        try (var lines = lines()) {
            for (var line : many) {
                lines.add(HOST, line);
            }
            lines.add(OTHER, "other");

            assertEquals(many, read(lines, HOST));
            assertEquals(List.of("other"), read(lines, OTHER));
        }
    }

    @Test
    void theNextProcessReadsAndGoesOnWithWhatOneThatEndedAdded() throws IOException {
        try (var ended = lines()) {
            ended.add(HOST, "one");
            ended.add(HOST, "two");
        }
        try (var next = lines()) {
            next.add(HOST, "three");

            assertEquals(List.of("one", "two", "three"), read(next, HOST));
        }
    }

    @Test
    void whatIsDeletedIsGoneAndWhatIsAddedLaterIsThere() throws IOException {
        try (var lines = lines()) {
            lines.add(HOST, "earlier");
            lines.add(OTHER, "other");
            read(lines, HOST);
            lines.add(HOST, "earlier, too");
            lines.delete(HOST);
            lines.add(HOST, "later");

            assertEquals(List.of("later"), read(lines, HOST));
            assertEquals(List.of("other"), read(lines, OTHER));
        }
        try (var next = lines()) {
            assertEquals(List.of("later"), read(next, HOST));
        }
    }

    @Test
    void deletingWhatIsNotThereIsNoFault() throws IOException {
        try (var lines = lines()) {
            lines.delete(HOST);

            assertEquals(List.of(), read(lines, HOST));
        }
    }

    /** What was kept before stays readable, and so does another registry's. */
    @Test
    void noMoreIsKeptOfARegistryThanMayBe() throws IOException {
        try (var lines = lines(20)) {
            lines.add(HOST, "123456789");
            lines.add(HOST, "123456789");
            assertEquals(2, read(lines, HOST).size());

            var refusal = assertThrows(IOException.class, () -> {
                lines.add(HOST, "1");
                read(lines, HOST);
            });

            assertTrue(String.valueOf(refusal.getMessage()).contains("more than 20"), refusal.getMessage());
        }
        try (var next = lines(20)) {
            assertEquals(2, read(next, HOST).size());
            assertEquals(List.of(), read(next, OTHER));
        }
    }

    @Test
    void moreThanMayBeThereIsNotRead() throws IOException {
        try (var lines = lines()) {
            lines.add(HOST, "123456789");
            lines.add(HOST, "123456789");
        }
        try (var lines = lines(19)) {
            var refusal = assertThrows(IOException.class, () -> read(lines, HOST));

            assertTrue(String.valueOf(refusal.getMessage()).contains("20 bytes"), refusal.getMessage());
        }
    }
}
