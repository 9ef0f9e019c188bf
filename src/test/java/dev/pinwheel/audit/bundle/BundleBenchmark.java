package dev.pinwheel.audit.bundle;

import dev.pinwheel.audit.sql.SqliteNotebook;
import dev.pinwheel.event.CycleCompleted;
import dev.pinwheel.event.DigestObserved;
import dev.pinwheel.event.Event;
import dev.pinwheel.event.LookFailed;
import dev.pinwheel.evidence.Evidence;
import dev.pinwheel.image.Descriptor;
import dev.pinwheel.image.Digest;
import dev.pinwheel.image.Watch;
import dev.pinwheel.journal.Journals;
import dev.pinwheel.journal.sql.SqliteStore;
import dev.pinwheel.ledger.InclusionProof;
import dev.pinwheel.ledger.TlogProof;
import dev.pinwheel.ledger.VerifierKey;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.zip.ZipFile;

/**
 * How long an export and its verification take, how much memory they need at most, and how that compares with
 * hashing the same bytes; not a test. Arguments: a directory, and how many entries to make in it
 * if it is empty; a bundle that is there is verified, not exported again. Rates are by processor time.
 */
final class BundleBenchmark {

    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
    private static final int TAGS = 500;
    private static final int TOGETHER = 2_048;
    private static final int PROOFS = 2_000;
    private static final ThreadMXBean CPU = ManagementFactory.getThreadMXBean();

    private BundleBenchmark() {}

    private interface Work {
        Object run() throws Exception;
    }

    public static void main(String[] arguments) throws Exception {
        var data = Path.of(arguments[0]);
        var count = Integer.parseInt(arguments[1]);
        if (!Files.exists(data.resolve("ledger.db"))) {
            Files.createDirectories(data);
            measure("make " + count + " entries", count, () -> make(data, count));
        }
        var key =
                VerifierKey.parse(Files.readString(data.resolve("ledger.vkey")).strip());
        var file = data.resolve("bundle.zip");
        if (!Files.exists(file)) {
            measure("export", count, () -> export(data, file));
        }
        System.out.println("size of the bundle: " + Files.size(file) + " bytes");
        measure("inclusion proofs", PROOFS, () -> prove(data));
        var hashed = new double[1];
        measure("inflate and hash the entries", count, () -> hashed[0] = hash(file));
        var verified = measure("verify", count, () -> verify(file, key));
        System.out.printf(
                Locale.ROOT,
                "SHA-256 of the same bytes: %.2f s; verification takes %.1f times as long%n",
                hashed[0],
                verified / hashed[0]);
        Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmHWM"))
                .forEach(line -> System.out.println("resident at most: " + line.replaceAll("[^0-9]", "") + " KiB"));
    }

    private static Object export(Path data, Path file) throws IOException {
        try (var entries = SqliteStore.read(data);
                var notebook = new SqliteNotebook()) {
            return new BundleWriter(entries, new Evidence(data.resolve("evidence")), notebook).write(file, Period.ALL);
        }
    }

    private static Object verify(Path file, VerifierKey key) throws IOException {
        try (var notebook = new SqliteNotebook()) {
            return BundleVerifier.verify(file, key, Optional.empty(), notebook);
        }
    }

    private static Object make(Path data, int count) {
        try (var journal = Journals.open(data);
                var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            var waiting = new ArrayDeque<CompletableFuture<Void>>();
            for (var number = 0; number < count; number++) {
                var event = event(number);
                waiting.add(CompletableFuture.runAsync(() -> journal.append(event), callers));
                if (waiting.size() == TOGETHER) {
                    waiting.remove().join();
                }
            }
            waiting.forEach(CompletableFuture::join);
            return journal.publish().checkpoint().size();
        }
    }

    private static Event event(int number) {
        var at = BEGIN.plusSeconds(number);
        var watch = Watch.parse("registry.example.com/team/base-" + number % TAGS + ":1");
        return switch (number % 3) {
            case 0 -> new CycleCompleted(at, at, 10, TAGS, 1, 0);
            case 1 -> new LookFailed(at, at, watch, "throttled", "the registry answered 429");
            default -> {
                var digest = Digest.of(Integer.toString(number).getBytes(StandardCharsets.UTF_8));
                var manifest = new Descriptor("application/vnd.oci.image.index.v1+json", digest, 1_234);
                yield new DigestObserved(at, watch, manifest, Optional.empty());
            }
        };
    }

    /** Proves entries of all of the ledger, and says how large a proof is at most. */
    private static Object prove(Path data) {
        try (var entries = SqliteStore.read(data)) {
            var signed = entries.checkpoint().orElseThrow();
            var size = signed.checkpoint().size();
            var largest = 0;
            for (var number = 0; number < PROOFS; number++) {
                var index = number * size / PROOFS;
                var hashes = InclusionProof.of(index, size, entries).hashes();
                var proof = new TlogProof(index, hashes, signed);
                largest = Math.max(largest, proof.toString().length());
            }
            return largest + " bytes at most";
        }
    }

    /** The seconds that SHA-256 alone takes over the entries. */
    private static double hash(Path file) throws IOException {
        var hasher = Digest.hasher("sha256");
        var buffer = new byte[1 << 16];
        var nanoseconds = 0L;
        try (var zip = new ZipFile(file.toFile());
                var content = new BufferedInputStream(zip.getInputStream(zip.getEntry(Layout.ENTRIES)))) {
            for (var length = content.read(buffer); length >= 0; length = content.read(buffer)) {
                var begin = CPU.getCurrentThreadCpuTime();
                hasher.update(buffer, 0, length);
                nanoseconds += CPU.getCurrentThreadCpuTime() - begin;
            }
        }
        hasher.digest();
        return nanoseconds / 1e9;
    }

    private static double measure(String what, int count, Work work) throws Exception {
        System.gc();
        ManagementFactory.getMemoryPoolMXBeans().forEach(pool -> pool.resetPeakUsage());
        var wall = System.nanoTime();
        var begin = CPU.getCurrentThreadCpuTime();
        var result = work.run();
        var seconds = (CPU.getCurrentThreadCpuTime() - begin) / 1e9;
        var peak = ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .mapToLong(pool -> pool.getPeakUsage().getUsed())
                .sum();
        System.out.printf(
                Locale.ROOT,
                "%-30s %7.2f s (%.2f s of processor time, %,.0f/s), heap at most %d MiB: %s%n",
                what,
                (System.nanoTime() - wall) / 1e9,
                seconds,
                count / seconds,
                peak >> 20,
                result);
        return seconds;
    }
}
