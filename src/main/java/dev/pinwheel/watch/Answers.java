package dev.pinwheel.watch;

import dev.pinwheel.event.RegistryLooked;
import dev.pinwheel.image.Digest;
import dev.pinwheel.image.Watch;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What the tags that were looked at in one round answered. */
final class Answers {

    private final Map<Watch, Digest> digests = new ConcurrentHashMap<>();
    private final Set<Watch> none = ConcurrentHashMap.newKeySet();

    /** Notes what came of a look; of several in one round the last answer counts. */
    void add(Watch watch, Optional<Digest> answer) {
        if (answer.isPresent()) {
            digests.put(watch, answer.get());
            none.remove(watch);
        } else if (!digests.containsKey(watch)) {
            none.add(watch);
        }
    }

    int looked() {
        return digests.size() + none.size();
    }

    int failed() {
        return none.size();
    }

    /** The hash over all answers, as {@link RegistryLooked} defines it; of tags that are in the order of their text. */
    Digest hash(List<Watch> watches) {
        var hasher = Digest.hasher("sha256");
        for (var watch : watches) {
            line(watch).ifPresent(line -> hasher.update(line.getBytes(StandardCharsets.UTF_8)));
        }
        return new Digest("sha256", HexFormat.of().formatHex(hasher.digest()));
    }

    private Optional<String> line(Watch watch) {
        var digest = digests.get(watch);
        if (digest != null) {
            return Optional.of(watch + " " + digest + "\n");
        }
        return none.contains(watch) ? Optional.of(watch + " -\n") : Optional.empty();
    }
}
