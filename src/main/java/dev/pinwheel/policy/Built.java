package dev.pinwheel.policy;

import dev.pinwheel.event.Rebuild;
import java.util.List;
import java.util.stream.Stream;

/** The rebuilds of a dossier that gave an image. */
final class Built {

    private Built() {}

    static List<Rebuild.Built> in(Dossier dossier) {
        return dossier.rebuilt().rebuilds().stream()
                .flatMap(rebuild -> switch (rebuild) {
                    case Rebuild.Built built -> Stream.of(built);
                    case Rebuild.Failed failed -> Stream.<Rebuild.Built>empty();
                })
                .toList();
    }
}
