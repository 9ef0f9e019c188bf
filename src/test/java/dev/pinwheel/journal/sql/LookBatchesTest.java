package dev.pinwheel.journal.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.pinwheel.image.RegistryHost;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class LookBatchesTest {

    private static final RegistryHost HOST = new RegistryHost("registry.example.com");
    private static final RegistryHost OTHER = new RegistryHost("other.example.com");

    /** Fails once, while another line is added, and notes what it takes after that. */
    private static final class FailingOnce implements LookBatches.Sender {

        private final List<Map<RegistryHost, LookBatches.Batch>> sent = new ArrayList<>();
        private final LookBatches batches = new LookBatches(this);
        private boolean hasFailed;

        @Override
        public void send(Map<RegistryHost, LookBatches.Batch> waiting) throws IOException {
            if (!hasFailed) {
                hasFailed = true;
                batches.add(HOST, "since");
                throw new IOException("away");
            }
            sent.add(waiting);
        }
    }

    @Test
    void whatWasToBeDeletedIsDeletedWithTheNextThatIsSent() throws IOException {
        var sender = new FailingOnce();
        sender.batches.delete(HOST);
        sender.batches.add(HOST, "lost");
        sender.batches.add(OTHER, "lost");

        assertThrows(IOException.class, sender.batches::sendNow);
        sender.batches.worked();
        sender.batches.sendNow();

        assertEquals(List.of(Map.of(HOST, new LookBatches.Batch(true, List.of("since")))), sender.sent);
    }

    @Test
    void linesThatWereNotSentAreLost() throws IOException {
        var sender = new FailingOnce();
        sender.batches.add(HOST, "lost");

        assertThrows(IOException.class, sender.batches::sendNow);
        sender.batches.worked();
        sender.batches.sendNow();

        assertEquals(List.of(Map.of(HOST, new LookBatches.Batch(false, List.of("since")))), sender.sent);
    }
}
