package dev.pinwheel.candidate.osv;

import dev.pinwheel.image.Descriptor;
import dev.pinwheel.image.Digest;
import dev.pinwheel.image.Repository;
import dev.pinwheel.registry.Registry;
import dev.pinwheel.registry.VerifiedStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where an image's manifests and blobs are; what it gives hashes to the digest that was asked for. */
sealed interface Blobs {

    /** The largest manifest that is read, in bytes. */
    int LARGEST_MANIFEST = 4 << 20;

    byte[] manifest(Digest digest) throws IOException;

    /** A blob that fails at its end if it does not hash to its digest. */
    InputStream blob(Descriptor blob) throws IOException;

    /** A repository of a registry. */
    record OfRepository(Registry registry, Repository repository) implements Blobs {

        @Override
        public byte[] manifest(Digest digest) throws IOException {
            return registry.manifest(repository, digest).bytes();
        }

        @Override
        public InputStream blob(Descriptor blob) throws IOException {
            return registry.blob(repository, blob);
        }
    }

    /** An OCI image layout directory. */
    record OfLayout(Path directory) implements Blobs {

        byte[] index() throws IOException {
            return small(directory.resolve("index.json"));
        }

        @Override
        public byte[] manifest(Digest digest) throws IOException {
            var content = small(path(digest));
            if (!digest.matches(content)) {
                throw new Unreadable(path(digest) + " is not what its name says");
            }
            return content;
        }

        private static byte[] small(Path file) throws IOException {
            try (var in = Files.newInputStream(file)) {
                var content = in.readNBytes(LARGEST_MANIFEST + 1);
                if (content.length > LARGEST_MANIFEST) {
                    throw new Unreadable(file + " has more than " + LARGEST_MANIFEST + " bytes");
                }
                return content;
            }
        }

        @Override
        public InputStream blob(Descriptor blob) throws IOException {
            var file = path(blob.digest());
            return new VerifiedStream(Files.newInputStream(file), blob, "tried to read " + file);
        }

        private Path path(Digest digest) {
            return directory.resolve("blobs").resolve(digest.algorithm()).resolve(digest.hex());
        }
    }
}
