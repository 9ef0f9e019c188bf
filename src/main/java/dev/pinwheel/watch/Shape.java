package dev.pinwheel.watch;

import dev.pinwheel.image.Digest;
import dev.pinwheel.image.Platform;
import dev.pinwheel.registry.Index;
import java.util.List;
import java.util.Optional;

/**
 * What a digest stands for: one image manifest, or an index of several, attestation manifests aside.
 *
 * @param isIndex whether it is an index
 * @param children the manifest of each platform; itself where it is no index
 */
record Shape(Digest digest, boolean isIndex, List<Child> children) {

    Shape {
        children = List.copyOf(children);
    }

    /** One platform's manifest; {@code osVersion} is as Windows images have it. */
    record Child(Platform platform, Optional<String> osVersion, Digest manifest) {

        /** Whether two manifests are for the same machines: of Windows, those of one build. */
        boolean isLike(Child other) {
            return Index.same(platform, other.platform) && build(osVersion).equals(build(other.osVersion));
        }

        /** The major, minor and build number of an {@code os.version}; the revision changes with each update. */
        private static Optional<String> build(Optional<String> osVersion) {
            return osVersion.map(version -> version.replaceFirst("^([^.]*\\.[^.]*\\.[^.]*)\\..*$", "$1"));
        }

        @Override
        public String toString() {
            return platform + osVersion.map(version -> " " + version).orElse("");
        }
    }

    /** The manifests for the same machines as this one. */
    List<Child> like(Child wanted) {
        return children.stream().filter(wanted::isLike).toList();
    }
}
