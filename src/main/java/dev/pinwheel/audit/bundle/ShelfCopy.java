package dev.pinwheel.audit.bundle;

import dev.pinwheel.audit.EvidenceAudit;
import dev.pinwheel.audit.Notebook;
import dev.pinwheel.audit.Notes;
import dev.pinwheel.evidence.Evidence;
import dev.pinwheel.image.Descriptor;
import dev.pinwheel.image.Digest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Evidence on its way into a bundle. Each content is looked at once, held open until it is copied, and from then on
 * read from the bundle alone, so that what is deleted meanwhile is in all of the bundle or in nothing of it.
 */
final class ShelfCopy implements EvidenceAudit.Shelf {

    private static final int BUFFER = 1 << 16;

    private final Evidence evidence;
    private final ZipMembers zip;
    private final Notes places;
    private long copied;
    private boolean lacks;

    ShelfCopy(Evidence evidence, ZipMembers zip, Notebook notebook) {
        this.evidence = evidence;
        this.zip = zip;
        this.places = notebook.notes();
    }

    /** Copies this content if it is there and is what was stored. */
    @Override
    public Evidence.Standing check(Descriptor descriptor) throws IOException {
        try (var content = FileChannel.open(evidence.path(descriptor), StandardOpenOption.READ)) {
            if (content.size() != descriptor.size() || !isHashOf(content, descriptor.digest())) {
                return without(descriptor, Evidence.Standing.CHANGED);
            }
            copy(descriptor, content.position(0));
            return Evidence.Standing.INTACT;
        } catch (NoSuchFileException e) {
            return without(descriptor, Evidence.Standing.MISSING);
        }
    }

    private Evidence.Standing without(Descriptor descriptor, Evidence.Standing standing) {
        places.put(key(descriptor), List.of());
        lacks = true;
        return standing;
    }

    private static boolean isHashOf(FileChannel content, Digest digest) throws IOException {
        var hasher = Digest.hasher(digest.algorithm());
        var buffer = ByteBuffer.allocate(BUFFER);
        while (content.read(buffer.clear()) >= 0) {
            hasher.update(buffer.flip());
        }
        return HexFormat.of().formatHex(hasher.digest()).equals(digest.hex());
    }

    private void copy(Descriptor descriptor, FileChannel content) throws IOException {
        if (++copied > Layout.MAX_EVIDENCE_FILES) {
            throw new IOException("a bundle holds up to " + Layout.MAX_EVIDENCE_FILES
                    + " evidence files, and these entries name more; export shorter periods with --from and --to");
        }
        try (var member = zip.next(Layout.evidence(descriptor))) {
            places.put(key(descriptor), List.of(String.valueOf(zip.position())));
            var buffer = ByteBuffer.allocate(BUFFER);
            while (content.read(buffer.clear()) >= 0) {
                member.write(buffer.array(), 0, buffer.position());
            }
        }
    }

    /** The content of this name, if it is in the bundle. */
    Optional<byte[]> content(Descriptor descriptor) throws IOException {
        var place = places.find(key(descriptor)).filter(row -> !row.isEmpty());
        return place.isEmpty()
                ? Optional.empty()
                : Optional.of(zip.content(Long.parseLong(place.get().getFirst()), (int) descriptor.size()));
    }

    /** Whether something was not there, or not as it was stored. */
    boolean lacks() {
        return lacks;
    }

    /** Whether this content is not in the bundle, although it was looked for. */
    boolean lacks(Digest digest) {
        return places.find(List.of(digest.toString())).filter(List::isEmpty).isPresent();
    }

    private static List<String> key(Descriptor descriptor) {
        return List.of(descriptor.digest().toString());
    }
}
