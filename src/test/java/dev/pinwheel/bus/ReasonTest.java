package dev.pinwheel.bus;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pinwheel.journal.JournalException;
import dev.pinwheel.source.SourceException;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.Test;

class ReasonTest {

    @Test
    void namesWhatCausedAFailureOnce() {
        var disk = new IOException("no space left");

        assertEquals("the writer stopped: no space left", Reason.of(new JournalException("the writer stopped", disk)));
        assertEquals("java.io.IOException: no space left", Reason.of(new UncheckedIOException(disk)));
    }

    @Test
    void saysNothingOfWhatALibraryToldBeneathOurOwnMessage() {
        var raw = new IOException("401 for https://bot:hunter2@git.example.com");
        var ours = new SourceException("tried to read app but it is not authorized", raw);

        assertEquals("tried to read app but it is not authorized", Reason.of(ours));
    }

    @Test
    void namesTheKindOfAFailureThatHasNoMessage() {
        assertEquals("NullPointerException", Reason.of(new NullPointerException()));
    }
}
