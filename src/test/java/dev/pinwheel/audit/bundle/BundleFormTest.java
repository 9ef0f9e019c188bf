package dev.pinwheel.audit.bundle;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pinwheel.audit.MemoryNotebook;
import dev.pinwheel.journal.Journals;
import dev.pinwheel.ledger.ConsistencyProof;
import dev.pinwheel.ledger.Leaf;
import dev.pinwheel.ledger.VerifierKey;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.Random;
import java.util.TimeZone;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** A bundle is accepted only as we write it: what is changed in any of its bytes is found. */
class BundleFormTest {

    private static Path directory = Path.of("");
    private static Path bundle = Path.of("");
    private static byte[] bytes = {};
    private static VerifierKey key = Journals.newKey().verifier();

    @BeforeContainer
    static void export() throws IOException {
        directory = Files.createTempDirectory("pinwheel-form");
        var rotated = Rotated.tell(directory);
        key = rotated.keys().getFirst().verifier();
        bundle = directory.resolve("bundle.zip");
        bytes = Files.readAllBytes(bundle);
    }

    @AfterContainer
    static void clean() throws IOException {
        try (var files = Files.walk(directory)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private static BundleVerification verify(byte[] content) throws IOException {
        var file = Files.write(directory.resolve("twin.zip"), content);
        return BundleVerifier.verify(file, key, Optional.empty(), new MemoryNotebook());
    }

    @Property(tries = 150)
    void aBundleWithAnotherByteIsNotVerified(@ForAll Random random) throws IOException {
        var twin = changed(random);
        var found = verify(twin);

        assertEquals(Arrays.equals(bytes, twin), found instanceof BundleVerification.Verified, found::toString);
    }

    /** A change of the kinds that forgers and broken disks make. */
    private static byte[] changed(Random random) {
        var at = random.nextInt(bytes.length);
        var twin = bytes.clone();
        return switch (random.nextInt(4)) {
            case 0 -> {
                twin[at] ^= (byte) (1 << random.nextInt(8));
                yield twin;
            }
            case 1 -> Arrays.copyOf(bytes, at);
            case 2 -> Arrays.copyOf(bytes, bytes.length + 1 + random.nextInt(64));
            default -> inserted(at, (byte) random.nextInt(256));
        };
    }

    private static byte[] inserted(int at, byte octet) {
        var twin = new byte[bytes.length + 1];
        System.arraycopy(bytes, 0, twin, 0, at);
        twin[at] = octet;
        System.arraycopy(bytes, at, twin, at + 1, bytes.length - at);
        return twin;
    }

    @Property(tries = 1)
    void everyByteOfAHeaderCounts() throws IOException {
        var text = new String(bytes, StandardCharsets.ISO_8859_1);
        var checked = 0;
        for (var signature : new String[] {"PK\003\004", "PK\007\b", "PK\001\002", "PK\005\006"}) {
            var from = text.lastIndexOf(signature);
            for (var at = from; at < Math.min(from + 46, bytes.length); at += 3) {
                var twin = bytes.clone();
                twin[at] ^= 4;
                assertFalse(verify(twin) instanceof BundleVerification.Verified, signature + " " + (at - from));
                checked++;
            }
        }
        assertTrue(checked > 40);
    }

    /** A reader that believes the length would see another content than one that does not. */
    @Property(tries = 1)
    void aLengthOrChecksumThatIsWrongInAllPlacesIsFound() throws IOException {
        for (var name :
                new String[] {Layout.ENTRIES, Layout.CHECKPOINT, Layout.REPORT, "evidence/", "questions/gaps"}) {
            for (var field : new int[] {16, 24}) {
                for (var change : new int[] {-1, 1, 1 << 20}) {
                    var found = verify(relabelled(name, field, change));
                    assertFalse(found instanceof BundleVerification.Verified, name + " " + field + " " + change);
                }
            }
        }
    }

    /** The bundle with another checksum (16) or length (24) of a member, in its directory and behind its content. */
    private static byte[] relabelled(String name, int field, int change) throws IOException {
        var twin = ByteBuffer.wrap(bytes.clone()).order(ByteOrder.LITTLE_ENDIAN);
        var text = new String(bytes, StandardCharsets.ISO_8859_1);
        var header = text.lastIndexOf(name, text.lastIndexOf("PK\005\006")) - 46;
        assertEquals(0x02014b50, twin.getInt(header), name);
        var local = twin.getInt(header + 42);
        var behind = local + 30 + twin.getShort(local + 26) + twin.getInt(header + 20);
        assertEquals(0x08074b50, twin.getInt(behind), name);
        var value = twin.getInt(header + field) + change;
        twin.putInt(header + field, value);
        twin.putInt(behind + (field == 16 ? 4 : 12), value);
        return twin.array();
    }

    /** Inflating ends before it, and each header tells of it. */
    @Property(tries = 1)
    void nothingLiesBehindTheLastBlockOfAContent() throws IOException {
        for (var name :
                new String[] {Layout.ENTRIES, Layout.CHECKPOINT, Layout.REPORT, "evidence/", "questions/gaps"}) {
            for (var count : new int[] {1, 10_000_000}) {
                assertInstanceOf(BundleVerification.Verified.class, verify(padded(name, 0)));
                assertInstanceOf(BundleVerification.Tampered.class, verify(padded(name, count)), name + " " + count);
            }
        }
    }

    /** The bundle with so many bytes more behind the deflated content of a member, and headers that say so. */
    private static byte[] padded(String name, int count) throws IOException {
        var text = new String(bytes, StandardCharsets.ISO_8859_1);
        var old = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        var end = text.lastIndexOf("PK\005\006");
        var header = text.lastIndexOf(name, end) - 46;
        assertEquals(0x02014b50, old.getInt(header), name);
        var local = old.getInt(header + 42);
        var behind = local + 30 + old.getShort(local + 26) + old.getInt(header + 20);
        var twin = ByteBuffer.allocate(bytes.length + count).order(ByteOrder.LITTLE_ENDIAN);
        twin.put(bytes, 0, behind).position(behind + count).put(bytes, behind, bytes.length - behind);
        twin.putInt(behind + count + 8, old.getInt(behind + 8) + count);
        twin.putInt(header + count + 20, old.getInt(header + 20) + count);
        twin.putInt(end + count + 16, old.getInt(end + 16) + count);
        for (var at = old.getInt(end + 16); at < end; at += 46 + old.getShort(at + 28)) {
            var offset = old.getInt(at + 42);
            twin.putInt(at + count + 42, offset > local ? offset + count : offset);
        }
        return twin.array();
    }

    @Property(tries = 1)
    void aSymbolicLinkIsNoMember() throws IOException {
        var twin = ByteBuffer.wrap(bytes.clone()).order(ByteOrder.LITTLE_ENDIAN);
        var text = new String(bytes, StandardCharsets.ISO_8859_1);
        for (var at = text.indexOf("PK\001\002"); at >= 0; at = text.indexOf("PK\001\002", at + 1)) {
            twin.put(at + 5, (byte) 3).putInt(at + 38, 0xA1FF0000);
        }

        assertInstanceOf(BundleVerification.Tampered.class, verify(twin.array()));
    }

    @Property(tries = 1)
    void anotherOrderOfTheMembersIsRefused() throws IOException {
        var members = new ArrayList<>(Zips.read(bundle).entrySet());
        for (var place = 0; place + 1 < members.size(); place += 3) {
            var twin = new LinkedHashMap<String, byte[]>();
            var order = new ArrayList<>(members);
            order.set(place, members.get(place + 1));
            order.set(place + 1, members.get(place));
            order.forEach(member -> twin.put(member.getKey(), member.getValue()));
            var file = Zips.write(directory.resolve("ordered.zip"), twin);
            var found = BundleVerifier.verify(file, key, Optional.empty(), new MemoryNotebook());
            assertInstanceOf(
                    BundleVerification.Tampered.class, found, members.get(place).getKey());
        }
    }

    @Property(tries = 1)
    void anotherProgramsCompressionIsNoForgery() throws IOException {
        var file = directory.resolve("fast.zip");
        try (var zip = new ZipOutputStream(Files.newOutputStream(file))) {
            zip.setLevel(Deflater.BEST_SPEED);
            for (var member : Zips.read(bundle).entrySet()) {
                var entry = new ZipEntry(member.getKey());
                entry.setTimeLocal(ZipMembers.TIME);
                zip.putNextEntry(entry);
                zip.write(member.getValue());
            }
        }

        assertInstanceOf(
                BundleVerification.Verified.class,
                BundleVerifier.verify(file, key, Optional.empty(), new MemoryNotebook()));
    }

    @Property(tries = 1)
    void theTimeZoneOfTheMachineIsNotInIt() throws IOException {
        var before = TimeZone.getDefault();
        try {
            for (var zone : new String[] {"Asia/Kolkata", "America/St_Johns"}) {
                TimeZone.setDefault(TimeZone.getTimeZone(zone));
                var file = directory.resolve(zone.replace('/', '-') + ".zip");
                Rotated.export(directory, file.getFileName().toString(), Period.ALL);
                assertArrayEquals(bytes, Files.readAllBytes(file), zone);
            }
        } finally {
            TimeZone.setDefault(before);
        }
    }

    @Property(tries = 2_000)
    void deletionsAndGrowthPrintBackWhatTheyAreReadFrom(@ForAll Random random) {
        var hash = "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=";
        var deletion = mutated("1234567 " + hash + " " + hash + " {\"type\":\"evidence.deleted {\"}", random);
        accept(() -> assertEquals(
                deletion,
                LaterDeletion.parse(Leaf.of(deletion.getBytes(StandardCharsets.UTF_8)))
                        .toString()));
        var growth = mutated(hash + "\n" + hash + "\n", random);
        accept(() -> {
            var hashes = GrowthText.parse("growth", growth);
            assertEquals(growth, GrowthText.print(new ConsistencyProof(1, 9, hashes)));
        });
    }

    private static void accept(Runnable parser) {
        try {
            parser.run();
        } catch (IllegalArgumentException e) {
            assertFalse(String.valueOf(e.getMessage()).isEmpty());
        }
    }

    private static String mutated(String text, Random random) {
        var odd = new String[] {"", "0", " ", "\n", "\r", "{", " {", "=", "+", "\u0660", "A", "-"};
        var at = random.nextInt(text.length());
        var behind = Math.min(text.length(), at + random.nextInt(3));
        return text.substring(0, at) + odd[random.nextInt(odd.length)] + text.substring(behind);
    }

    @Property(tries = 200)
    void linesAreReadAsTheyWereWritten(@ForAll Random random) throws IOException {
        var text = new StringBuilder();
        var count = random.nextInt(5);
        for (var line = 0; line < count; line++) {
            text.append("x".repeat(1 + random.nextInt(random.nextBoolean() ? 9 : 65_535)))
                    .append('\n');
        }
        var read = new StringBuilder();
        try (var lines =
                new Lines("lines", new ByteArrayInputStream(text.toString().getBytes(StandardCharsets.UTF_8)))) {
            for (var leaf = lines.next(); leaf.isPresent(); leaf = lines.next()) {
                read.append(leaf.get()).append('\n');
            }
        }

        assertEquals(text.toString(), read.toString());
    }
}
