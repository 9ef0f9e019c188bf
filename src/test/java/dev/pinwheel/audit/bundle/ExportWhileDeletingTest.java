package dev.pinwheel.audit.bundle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pinwheel.audit.MemoryNotebook;
import dev.pinwheel.audit.Retention;
import dev.pinwheel.audit.Story;
import dev.pinwheel.evidence.Evidence;
import dev.pinwheel.journal.Entries;
import dev.pinwheel.journal.Journals;
import dev.pinwheel.journal.sql.SqliteStore;
import dev.pinwheel.ledger.VerifierKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.AbstractList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Evidence that is deleted in the middle of an export: before each single read of the ledger and of its entries. */
class ExportWhileDeletingTest {

    private static final Clock LATER = Clock.fixed(Instant.parse("2035-01-01T00:00:00Z"), ZoneOffset.UTC);

    /** What of the story retention deletes: all but the newest pins and the newest comparison. */
    private static final int DELETABLE = Story.EVIDENCE - 2;

    @TempDir
    private Path directory;

    private Path data = Path.of("");
    private VerifierKey key = Journals.newKey().verifier();

    private interface Act {
        void run() throws IOException;
    }

    /** Does something once, before the n-th time that an export reads. */
    private static final class Meanwhile {

        private final Entries entries;
        private final int when;
        private final Act act;
        private int reads;

        Meanwhile(Entries entries, int when, Act act) {
            this.entries = entries;
            this.when = when;
            this.act = act;
        }

        private void count() {
            if (reads++ == when) {
                try {
                    act.run();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }

        Entries watched() {
            return (Entries) Proxy.newProxyInstance(
                    Entries.class.getClassLoader(), new Class<?>[] {Entries.class}, (proxy, method, arguments) -> {
                        count();
                        try {
                            var found = method.invoke(entries, arguments);
                            return found instanceof List<?> list ? counted(list) : found;
                        } catch (InvocationTargetException e) {
                            throw e.getCause();
                        }
                    });
        }

        private <T> List<T> counted(List<T> list) {
            return new AbstractList<>() {

                @Override
                public T get(int place) {
                    count();
                    return list.get(place);
                }

                @Override
                public int size() {
                    return list.size();
                }
            };
        }
    }

    private void tell(int number) throws IOException {
        data = Files.createDirectory(directory.resolve("ledger-" + number));
        key = VerifierKey.parse(Story.tell(data));
    }

    private Evidence evidence() {
        return new Evidence(data.resolve("evidence"));
    }

    private int export(Path file, Period period, int when, Act act) throws IOException {
        try (var entries = SqliteStore.read(data)) {
            var meanwhile = new Meanwhile(entries, when, act);
            new BundleWriter(meanwhile.watched(), evidence(), new MemoryNotebook(), () -> {}).write(file, period);
            return meanwhile.reads;
        }
    }

    private BundleVerification verify(Path file) throws IOException {
        return BundleVerifier.verify(file, key, Optional.empty(), new MemoryNotebook());
    }

    private void retain() throws IOException {
        try (var journal = Journals.open(data, LATER)) {
            new Retention(Duration.ofDays(400), evidence(), LATER, MemoryNotebook::new)
                    .run(journal.entries(), journal::append);
            journal.publish();
        }
    }

    @Test
    void whenRetentionDeletesEvidenceMeanwhileTheBundleVerifies() throws IOException {
        var reads = 1;
        var told = 0;
        for (var when = 0; when < reads; when += 6) {
            tell(when);
            var file = data.resolve("bundle.zip");
            reads = export(file, Period.ALL, when, this::retain);

            var verified = assertInstanceOf(BundleVerification.Verified.class, verify(file), "before read " + when);
            told += verified.evidence().deleted().count() > 0 ? 1 : 0;
        }
        assertTrue(told > 3 && reads > 50, told + " of " + reads);
    }

    /** Entries whose newest checkpoint stays the same until this many pauses were made. */
    private static Entries signedAfter(Entries entries, AtomicInteger pauses, int most) {
        var first = entries.checkpoint();
        return (Entries) Proxy.newProxyInstance(
                Entries.class.getClassLoader(),
                new Class<?>[] {Entries.class},
                (proxy, method, arguments) -> method.getName().equals("checkpoint") && pauses.get() < most
                        ? first
                        : method.invoke(entries, arguments));
    }

    private int exportUnsigned(Path file, int when, int signedAfter) throws IOException {
        try (var entries = SqliteStore.read(data)) {
            var pauses = new AtomicInteger();
            var meanwhile = new Meanwhile(signedAfter(entries, pauses, signedAfter), when, this::retain);
            new BundleWriter(meanwhile.watched(), evidence(), new MemoryNotebook(), pauses::incrementAndGet)
                    .write(file, Period.ALL);
            assertTrue(pauses.get() <= BundleWriter.PAUSES, "waited " + pauses);
            return pauses.get();
        }
    }

    @Test
    void whenADeletionIsSignedOnlyAfterTheExportEndedTheExportWaitsForIt() throws IOException {
        var waited = 0;
        for (var when = 0; when < 60; when += 6) {
            tell(when);
            var file = data.resolve("bundle.zip");
            waited += exportUnsigned(file, when, 7) == 7 ? 1 : 0;

            assertInstanceOf(BundleVerification.Verified.class, verify(file), "before read " + when);
        }
        assertTrue(waited > 3, waited + " waited");
    }

    @Test
    void aFileThatCameIntoBeingMeanwhileIsNotOverwritten() throws IOException {
        tell(0);
        var file = data.resolve("bundle.zip");

        var refused = assertThrows(
                FileAlreadyExistsException.class,
                () -> export(file, Period.ALL, 9, () -> Files.writeString(file, "another's")));

        assertTrue(String.valueOf(refused.getMessage()).contains("is there already"), refused.toString());
        assertEquals("another's", Files.readString(file));
        try (var left = Files.list(data)) {
            assertEquals(
                    List.of(),
                    left.filter(path -> path.toString().contains(".bundle")).toList());
        }
    }

    @Test
    void whenADeletionIsNeverSignedTheExportEndsWithoutWhatIsMissing() throws IOException {
        tell(0);
        var file = data.resolve("bundle.zip");

        assertEquals(BundleWriter.PAUSES, exportUnsigned(file, 3, Integer.MAX_VALUE));
        assertInstanceOf(BundleVerification.Incomplete.class, verify(file));
    }

    @Test
    void whenEvidenceVanishesMeanwhileWithoutAnEntryItIsMissingAndNotForged() throws IOException {
        var reads = 1;
        var missing = 0;
        for (var when = 0; when < reads; when += 13) {
            tell(when);
            var file = data.resolve("bundle.zip");
            reads = export(file, Period.ALL, when, this::deleteAll);

            var found = verify(file);
            assertFalse(found instanceof BundleVerification.Tampered, "before read " + when + ": " + found);
            missing += found instanceof BundleVerification.Incomplete ? 1 : 0;
        }
        assertTrue(missing > 2, missing + " of " + reads);
    }

    private void deleteAll() throws IOException {
        try (var files = Files.list(data.resolve("evidence/sha256"))) {
            for (var file : files.sorted(Comparator.naturalOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    @Test
    void aPeriodTellsOfDeletionsBehindIt() throws IOException {
        tell(0);
        retain();
        var file = data.resolve("part.zip");
        var period = new Period(Optional.empty(), Optional.of(Instant.parse("2026-10-02T00:00:00Z")));
        export(file, period, -1, () -> {});

        var verified = assertInstanceOf(BundleVerification.Verified.class, verify(file));
        assertTrue(verified.to() < verified.size() - DELETABLE, verified.toString());
        assertEquals(DELETABLE, verified.evidence().deleted().count(), verified.toString());
        findsForgedDeletions(file);
    }

    private void findsForgedDeletions(Path file) throws IOException {
        var members = Zips.read(file);
        var lines = new String(members.getOrDefault(Layout.DELETIONS, new byte[0]), StandardCharsets.UTF_8)
                .lines()
                .toList();
        assertTampered(members, List.of(lines.get(1), lines.get(0)), "order");
        assertTampered(members, List.of(lines.get(0), lines.get(0)), "order");
        assertTampered(members, List.of(lines.get(0).replaceFirst("P400D", "P401D")), "has not recorded");
        assertTampered(members, List.of(lines.get(0).replaceFirst(" [^ ]+", "")), "has not recorded");
        assertTampered(members, List.of("0" + lines.get(0)), "cannot be read");
        assertTampered(members, List.of("nothing"), "cannot be read");
        assertTampered(members, List.of(), "is empty");
        var twin = new LinkedHashMap<>(members);
        twin.put(Layout.DELETIONS, (lines.getFirst() + "\n").getBytes(StandardCharsets.UTF_8));
        assertInstanceOf(BundleVerification.Incomplete.class, verify(Zips.write(data.resolve("twin.zip"), twin)));
        twin.remove(Layout.DELETIONS);
        assertInstanceOf(BundleVerification.Incomplete.class, verify(Zips.write(data.resolve("twin.zip"), twin)));
    }

    private void assertTampered(Map<String, byte[]> members, List<String> lines, String what) throws IOException {
        var twin = new LinkedHashMap<>(members);
        var text = lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
        twin.put(Layout.DELETIONS, text.getBytes(StandardCharsets.UTF_8));
        var found = verify(Zips.write(data.resolve("twin.zip"), twin));
        var tampered = assertInstanceOf(BundleVerification.Tampered.class, found);
        assertTrue(tampered.what().contains(what), tampered.what());
    }
}
