package dev.pinwheel.candidate.osv;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** The entries of a tar archive, one after the other; nothing that the archive says of itself is trusted. */
final class TarReader {

    private static final int LONGEST_EXTENSION = 1 << 20;

    private final InputStream in;
    private final int allowedEntries;
    private final byte[] scratch = new byte[64 << 10];
    private int headers;
    private long content;
    private long padding;

    TarReader(InputStream in, int allowedEntries) {
        this.in = in;
        this.allowedEntries = allowedEntries;
    }

    /** The next entry; what was not read of the one before is skipped. */
    Optional<TarEntry> next() throws IOException {
        var extensions = new TarExtensions();
        for (var header = header(); header.isPresent(); header = header()) {
            var type = header.get().type();
            switch (type) {
                case 'x' -> extensions.addPax(content(LONGEST_EXTENSION));
                case 'L' -> extensions.addLongName(content(LONGEST_EXTENSION));
                case 'K' -> extensions.addLongTarget(content(LONGEST_EXTENSION));
                case 'g' -> {} // of the whole archive: a commit's hash and the like
                default -> {
                    return Optional.of(entry(header.get(), extensions));
                }
            }
        }
        return Optional.empty();
    }

    /**
     * The content of the entry that {@link #next} gave last.
     *
     * @throws Unreadable if there are more than this many bytes
     */
    byte[] content(int allowed) throws IOException {
        if (content > allowed) {
            throw new Unreadable("an entry has " + content + " bytes where at most " + allowed + " are kept");
        }
        var bytes = in.readNBytes((int) content);
        if (bytes.length < content) {
            throw tooShort();
        }
        content = 0;
        return bytes;
    }

    private Optional<TarHeader> header() throws IOException {
        skip(content + padding);
        expect(0);
        var block = in.readNBytes(TarHeader.SIZE);
        if (block.length == 0 || isZero(block)) {
            checkEnd();
            return Optional.empty();
        }
        if (block.length < TarHeader.SIZE) {
            throw tooShort();
        }
        headers++;
        if (headers > allowedEntries) {
            throw new Unreadable("it has more than the allowed " + allowedEntries + " entries");
        }
        var header = new TarHeader(block);
        expect(header.size());
        return Optional.of(header);
    }

    /** Behind one block of zeros comes another, or nothing; programs disagree about anything else. */
    private void checkEnd() throws IOException {
        if (!isZero(in.readNBytes(TarHeader.SIZE))) {
            throw new Unreadable("its tar archive goes on behind its end");
        }
    }

    private TarEntry entry(TarHeader header, TarExtensions extensions) throws IOException {
        var isOldSparse = header.type() == 'S';
        if (isOldSparse && header.continuesSparse()) {
            skipSparseHeaders();
        }
        var name = extensions.nameOr(header.name());
        var kind = isOldSparse || extensions.isSparse() ? TarEntry.Kind.OTHER : kind(header.type(), name);
        expect(hasNoContent(header.type()) ? 0 : extensions.sizeOr(header.size()));
        var target = kind == TarEntry.Kind.LINK ? extensions.targetOr(header.target()) : "";
        return new TarEntry(TarEntry.path(name), kind, target);
    }

    private void skipSparseHeaders() throws IOException {
        var more = true;
        while (more) {
            var block = in.readNBytes(TarHeader.SIZE);
            if (block.length < TarHeader.SIZE) {
                throw tooShort();
            }
            more = block[504] != 0;
        }
    }

    private static TarEntry.Kind kind(char type, String name) {
        return switch (type) {
            case '0', '\0', '7' -> name.endsWith("/") ? TarEntry.Kind.DIRECTORY : TarEntry.Kind.FILE;
            case '1', '2' -> TarEntry.Kind.LINK;
            case '5' -> TarEntry.Kind.DIRECTORY;
            default -> TarEntry.Kind.OTHER;
        };
    }

    /** Links, devices, directories and pipes have none, whatever size they give. */
    private static boolean hasNoContent(char type) {
        return type >= '1' && type <= '6';
    }

    private void expect(long size) throws Unreadable {
        if (size < 0 || size > Long.MAX_VALUE - TarHeader.SIZE) {
            throw new Unreadable("its tar archive has an entry of impossible size");
        }
        content = size;
        padding = (TarHeader.SIZE - size % TarHeader.SIZE) % TarHeader.SIZE;
    }

    private void skip(long count) throws IOException {
        var left = count;
        while (left > 0) {
            var read = in.read(scratch, 0, (int) Math.min(left, scratch.length));
            if (read < 0) {
                throw tooShort();
            }
            left -= read;
        }
    }

    private static boolean isZero(byte[] block) {
        for (var value : block) {
            if (value != 0) {
                return false;
            }
        }
        return true;
    }

    private static EOFException tooShort() {
        return new EOFException("its tar archive ends in the middle of an entry");
    }
}
