package dev.pinwheel.watch;

import dev.pinwheel.event.Event;
import dev.pinwheel.event.History;
import dev.pinwheel.event.Recorded;
import dev.pinwheel.event.ViewAgreed;
import dev.pinwheel.event.ViewSplit;
import dev.pinwheel.image.Digest;
import dev.pinwheel.image.Watch;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Which mirrors show other digests than their registries, as the ledger has it. */
final class Splits {

    /** How many of the newest are remembered over a restart; an older one is recorded once more. */
    private static final int REMEMBERED = 10_000;

    private final Map<Watch, Split> open = new ConcurrentHashMap<>();

    /** What a mirror was said to show, and since when it has shown another digest than its registry. */
    private record Split(ViewSplit said, Instant since) {}

    Splits(History history) {
        var told = new ArrayList<Recorded<? extends Event>>();
        told.addAll(history.newest(ViewSplit.class, REMEMBERED));
        told.addAll(history.newest(ViewAgreed.class, REMEMBERED));
        told.sort(Comparator.comparing(Recorded::index));
        for (var recorded : told) {
            if (recorded.event() instanceof ViewSplit split) {
                found(split);
            } else if (recorded.event() instanceof ViewAgreed end) {
                open.remove(end.mirror());
            }
        }
    }

    /** Notes a split; it is news unless the same was said last. */
    Optional<ViewSplit> found(ViewSplit split) {
        var before = open.get(split.mirror());
        var since = before == null ? split.at() : before.since();
        open.put(split.mirror(), new Split(split, since));
        return Optional.of(split).filter(now -> before == null || !isSame(before.said(), now));
    }

    private static boolean isSame(ViewSplit one, ViewSplit other) {
        return one.upstream().equals(other.upstream())
                && one.mirrored().equals(other.mirrored())
                && one.kind() == other.kind();
    }

    /** Notes that a mirror shows what its registry does; it is news if it did not. */
    Optional<ViewAgreed> agreed(Watch watch, Watch mirror, Digest digest, Instant now) {
        return Optional.ofNullable(open.remove(mirror))
                .map(split -> new ViewAgreed(now, watch, mirror, digest, split.since()));
    }
}
