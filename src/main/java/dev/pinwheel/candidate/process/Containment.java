package dev.pinwheel.candidate.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** How all that a program starts is held together, so that nothing of it outlives the program. */
public enum Containment {

    /**
     * Namespaces: the kernel ends every process in them with the first; they see no other process, and
     * no device that holds data.
     */
    NAMESPACE,

    /** A session of its own, ended as a process group; what leaves the group is ended while it has its parent. */
    GROUP;

    private static final int PROBE_SECONDS = 10;
    private static final Duration ENDING = Duration.ofSeconds(5);

    /** The strongest that this machine lets us use. */
    public static Containment strongest() {
        try {
            var probe = new ProcessBuilder(NAMESPACE.around(List.of("true")))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return probe.waitFor(PROBE_SECONDS, TimeUnit.SECONDS) && probe.exitValue() == 0 ? NAMESPACE : GROUP;
        } catch (IOException e) {
            return GROUP; // there is no unshare program here
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return GROUP;
        }
    }

    private static String script() {
        try (var script = Objects.requireNonNull(Containment.class.getResourceAsStream("contain.sh"))) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read contain.sh in our own jar", e);
        }
    }

    List<String> around(List<String> line) {
        var prefix =
                switch (this) {
                    case NAMESPACE ->
                        List.of(
                                "unshare",
                                "--mount",
                                "--pid",
                                "--fork",
                                "--kill-child",
                                "--mount-proc",
                                "sh",
                                "-c",
                                script(),
                                "sh");
                    case GROUP -> List.of("setsid");
                };
        return Stream.concat(prefix.stream(), line.stream()).toList();
    }

    /** Ends a program and all that it started; also what it left behind when it ended by itself. */
    void end(Process process) {
        var started = new ArrayList<>(process.descendants().toList());
        process.toHandle().destroyForcibly(); // unlike the process's own method, this leaves its output to be read
        if (this == GROUP) {
            endGroup(process.pid());
        }
        started.forEach(ProcessHandle::destroyForcibly);
        started.forEach(handle -> handle.onExit()
                .completeOnTimeout(handle, ENDING.toSeconds(), TimeUnit.SECONDS)
                .join());
    }

    private static void endGroup(long leader) {
        try {
            new ProcessBuilder("sh", "-c", "kill -s KILL -- \"-$0\"", Long.toString(leader))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor(PROBE_SECONDS, TimeUnit.SECONDS);
        } catch (IOException e) {
            throw new IllegalStateException("cannot end process group " + leader + ": sh cannot be started", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
