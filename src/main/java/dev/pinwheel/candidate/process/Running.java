package dev.pinwheel.candidate.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;

/** A program while it runs, and its output so far. */
final class Running {

    private static final int HEAD = 128 << 10;
    private static final int TAIL = 384 << 10;
    private static final int ANSWER = 4 << 20;
    private static final Duration OUTPUT_GRACE = Duration.ofSeconds(5);

    private final Process process;
    private final Containment containment;
    private final Secrets secrets;
    private final Transcript log = new Transcript(HEAD, TAIL);
    private final Transcript answer = new Transcript(ANSWER, 0);
    private final List<Thread> readers;

    Running(Process process, Containment containment, Secrets secrets) {
        this.process = process;
        this.containment = containment;
        this.secrets = secrets;
        this.readers = List.of(
                read(process.getInputStream(), List.of(log, answer)), read(process.getErrorStream(), List.of(log)));
    }

    Outcome await(Duration limit) {
        var atShutdown = new Thread(() -> containment.end(process));
        Runtime.getRuntime().addShutdownHook(atShutdown);
        try {
            var ended = process.waitFor(limit);
            end();
            return ended
                    ? new Outcome.Exited(process.exitValue(), said(answer), said(log))
                    : new Outcome.TimedOut(limit, said(log));
        } catch (InterruptedException e) {
            end();
            Thread.currentThread().interrupt();
            return new Outcome.Cancelled(said(log));
        } finally {
            forget(atShutdown);
        }
    }

    private void end() {
        containment.end(process);
        try {
            process.waitFor(OUTPUT_GRACE);
            for (var reader : readers) {
                reader.join(OUTPUT_GRACE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private String said(Transcript transcript) {
        return secrets.redact(transcript.text());
    }

    private static Thread read(InputStream stream, List<Transcript> transcripts) {
        return Thread.ofPlatform().daemon().name("program-output").start(() -> {
            try (stream) {
                var buffer = new byte[8192];
                for (var read = stream.read(buffer); read >= 0; read = stream.read(buffer)) {
                    for (var transcript : transcripts) {
                        transcript.append(buffer, read);
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException("cannot read a program's output", e);
            }
        });
    }

    private static void forget(Thread atShutdown) {
        try {
            Runtime.getRuntime().removeShutdownHook(atShutdown);
        } catch (IllegalStateException e) {
            // shutting down already: the hook has ended the program
        }
    }
}
