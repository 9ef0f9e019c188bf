package dev.pinwheel.watch;

import dev.pinwheel.event.LookAsked;
import dev.pinwheel.image.RegistryHost;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Predicate;

/** The looks that are asked for and not answered. */
final class Asks {

    private static final int REMEMBERED = 1_000;

    /** How much may be asked and not answered while it is not known of every registry whether it is pinned. */
    private static final int MOST_OPEN = 10_000;

    private final Function<RegistryHost, List<LookAsked>> earlier;
    private final Map<LookAsked, Progress> open = new ConcurrentHashMap<>();
    private final Set<LookAsked> answered = Collections.newSetFromMap(Collections.synchronizedMap(new Newest()));

    /** {@code earlier} tells once what was asked of a registry before this process began. */
    Asks(Function<RegistryHost, List<LookAsked>> earlier) {
        this.earlier = earlier;
    }

    /** How far an ask has come. */
    private enum Progress {
        /** It is in the ledger, and nobody waits until it is due. */
        EARLIER,
        WAITING,
        DUE
    }

    /** Notes that a look is asked for, and that somebody waits until it is due; false if just this was answered before. */
    boolean asked(LookAsked ask) {
        if (answered.contains(ask)) {
            return false;
        }
        open.put(ask, Progress.WAITING);
        return true;
    }

    /** Notes that who waited for it did so until it was due. */
    void due(LookAsked ask) {
        open.replace(ask, Progress.DUE);
    }

    /** What was asked of a registry. */
    List<LookAsked> of(RegistryHost host) {
        return of(host, progress -> true);
    }

    /** The part of it that was waited for and is due. */
    List<LookAsked> due(RegistryHost host) {
        return of(host, Progress.DUE::equals);
    }

    /** The part of it that nobody waits for. */
    List<LookAsked> left(RegistryHost host) {
        return of(host, progress -> progress != Progress.WAITING);
    }

    private List<LookAsked> of(RegistryHost host, Predicate<Progress> which) {
        for (var ask : earlier.apply(host)) {
            if (!answered.contains(ask)) {
                open.putIfAbsent(ask, Progress.EARLIER);
            }
        }
        return open.entrySet().stream()
                .filter(ask -> ask.getKey().repository().host().equals(host) && which.test(ask.getValue()))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Notes that these looks were taken. */
    void answered(Collection<LookAsked> asks) {
        answered.addAll(asks);
        asks.forEach(open::remove);
    }

    /**
     * Forgets what is asked of other registries and not waited for: whose tags are pinned later are looked at then.
     *
     * @param areAll whether of other registries nothing is pinned; where that is not known, only too much is forgotten
     * @return whether it forgot
     */
    boolean keep(Set<RegistryHost> hosts, boolean areAll) {
        var forgets = areAll || open.size() > MOST_OPEN;
        if (forgets) {
            open.entrySet()
                    .removeIf(ask -> ask.getValue() != Progress.WAITING
                            && !hosts.contains(ask.getKey().repository().host()));
        }
        return forgets;
    }

    /** The newest of what was answered, so that a message that comes twice is answered once. */
    private static final class Newest extends LinkedHashMap<LookAsked, Boolean> {

        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<LookAsked, Boolean> eldest) {
            return size() > REMEMBERED;
        }
    }
}
