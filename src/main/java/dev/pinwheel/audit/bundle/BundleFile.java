package dev.pinwheel.audit.bundle;

import dev.pinwheel.evidence.Evidence;
import dev.pinwheel.image.Descriptor;
import dev.pinwheel.image.Digest;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * A bundle as somebody gave it to us: nothing is written to disk, and of no member more is read than what the
 * entries that are signed say of its size.
 */
final class BundleFile implements AutoCloseable {

    private static final int BUFFER = 1 << 16;

    private final Path file;
    private final ZipFile zip;
    private final ZipContents contents;
    private final long evidence;
    private int rotations;

    /**
     * Opens a bundle and checks the names of its members.
     *
     * @throws Failed if a name does not belong there, is there twice, or a member is not there
     */
    BundleFile(Path file) throws IOException {
        this.file = file;
        var end = ZipEnd.read(file);
        if (end.members() > Layout.MAX_MEMBERS || end.directory() > Layout.MAX_DIRECTORY) {
            throw Failed.tampered("it has " + end.members() + " members in a directory of " + end.directory()
                    + " bytes; more than " + Layout.MAX_MEMBERS + " are not read");
        }
        this.zip = new ZipFile(file.toFile(), ZipFile.OPEN_READ, StandardCharsets.UTF_8);
        try {
            this.evidence = checkNames();
            this.contents = contents();
        } catch (RuntimeException | IOException e) {
            zip.close();
            throw e;
        }
    }

    private ZipContents contents() throws IOException {
        var found = new ZipContents(file);
        try {
            for (var entries = zip.entries(); entries.hasMoreElements(); ) {
                found.add(entries.nextElement());
            }
            return found;
        } catch (IOException e) {
            found.close();
            throw e;
        }
    }

    private long checkNames() {
        var seen = new HashSet<String>();
        zip.stream().map(ZipEntry::getName).forEach(name -> {
            if (!seen.add(name)) {
                throw Failed.tampered("the member " + printable(name) + " is there twice");
            }
            rotations = Math.max(rotations, Rotation.number(name));
            if (!Layout.belongs(name)) {
                throw Failed.tampered("the member " + printable(name) + " does not belong in a bundle");
            }
        });
        return seen.stream().filter(Layout::isEvidence).count();
    }

    /**
     * Checks that this is how we write these members: their order, and every byte around them. Evidence stands in the
     * order in which entries name it, which is checked by who hears the entries.
     */
    void checkForm() throws IOException {
        var order = zip.stream()
                .map(ZipEntry::getName)
                .map(name -> Layout.isEvidence(name) ? Layout.EVIDENCE : name)
                .toList();
        if (!order.equals(Layout.order(rotations, evidence, this::has))) {
            throw Failed.tampered("its members are not in the order of a bundle");
        }
        try {
            ZipForm.check(file, () -> zip.stream().map(ZipEntry.class::cast).iterator());
        } catch (IOException e) {
            throw Failed.tampered("it is not written as bundles are: " + e.getMessage());
        }
    }

    /** The names of its evidence files, in their order. */
    Iterator<String> evidenceNames() {
        return zip.stream().map(ZipEntry::getName).filter(Layout::isEvidence).iterator();
    }

    private static String printable(String name) {
        var text = name.length() > 100 ? name.substring(0, 100) + "…" : name;
        return "'" + text.replaceAll("\\p{C}", "?") + "'";
    }

    /** How many evidence files it has. */
    long evidence() {
        return evidence;
    }

    /** How many rotations of the key it tells of. */
    int rotations() {
        return rotations;
    }

    /** Whether this member is there. */
    boolean has(String name) {
        return zip.getEntry(name) != null;
    }

    /** The content of a small member as text. */
    String text(String name) throws IOException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes(name)))
                    .toString();
        } catch (CharacterCodingException e) {
            throw Failed.tampered(name + " is not UTF-8: " + e.getMessage());
        }
    }

    /** The content of a small member. */
    byte[] bytes(String name) throws IOException {
        try (var content = open(name)) {
            var bytes = content.readNBytes(Layout.MAX_SMALL + 1);
            if (bytes.length > Layout.MAX_SMALL) {
                throw Failed.tampered(name + " is larger than " + Layout.MAX_SMALL + " bytes");
            }
            return bytes;
        }
    }

    /** The content of a member. */
    InputStream open(String name) throws IOException {
        var entry = zip.getEntry(name);
        if (entry == null) {
            throw Failed.incomplete("the member " + name + " is missing");
        }
        return new BufferedInputStream(new CheckedMember(entry, contents.open(entry)), BUFFER);
    }

    /** The lines of a member. */
    Lines lines(String name) throws IOException {
        return new Lines(name, open(name));
    }

    /** Whether evidence is there and is what this descriptor says; no more than its size is read. */
    Evidence.Standing check(Descriptor descriptor) throws IOException {
        if (!has(Layout.evidence(descriptor))) {
            return Evidence.Standing.MISSING;
        }
        if (descriptor.size() > Layout.MAX_EVIDENCE) {
            return Evidence.Standing.CHANGED;
        }
        try (var content = open(Layout.evidence(descriptor))) {
            return hash(content, descriptor) ? Evidence.Standing.INTACT : Evidence.Standing.CHANGED;
        } catch (IOException e) {
            return Evidence.Standing.CHANGED;
        }
    }

    private static boolean hash(InputStream content, Descriptor descriptor) throws IOException {
        var hasher = Digest.hasher(descriptor.digest().algorithm());
        var buffer = new byte[BUFFER];
        var left = descriptor.size();
        for (var length = content.read(buffer); length >= 0 && left >= 0; length = content.read(buffer)) {
            hasher.update(buffer, 0, length);
            left -= length;
        }
        return left == 0
                && HexFormat.of()
                        .formatHex(hasher.digest())
                        .equals(descriptor.digest().hex());
    }

    /** The content of this name; nothing if it is not there or is another. */
    Optional<byte[]> content(Descriptor descriptor) throws IOException {
        if (check(descriptor) != Evidence.Standing.INTACT || descriptor.size() > Integer.MAX_VALUE - BUFFER) {
            return Optional.empty();
        }
        try (var content = open(Layout.evidence(descriptor))) {
            return Optional.of(content.readNBytes((int) descriptor.size()));
        }
    }

    @Override
    public void close() throws IOException {
        try (contents) {
            zip.close();
        }
    }
}
