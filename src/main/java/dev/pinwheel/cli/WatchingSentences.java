package dev.pinwheel.cli;

import dev.pinwheel.event.PinVanished;
import dev.pinwheel.event.PinsUnchecked;
import dev.pinwheel.event.RegistryLooked;
import dev.pinwheel.event.RegistryOutage;
import dev.pinwheel.event.ViewSplit;

/** What watching finds, as sentences. */
final class WatchingSentences {

    private WatchingSentences() {}

    static String looked(RegistryLooked looked) {
        return looked.host() + ": " + looked.looked() + " tags looked at, " + looked.moved() + " moved, "
                + looked.failed() + " failed; " + looked.pins() + " pinned digests checked, " + looked.vanished()
                + " vanished";
    }

    static String outage(RegistryOutage outage) {
        var tags = outage.tags() + " more tags of " + outage.host();
        if (outage.isUnpinned()) {
            return tags + ", which gave no digest, are pinned by nothing any more";
        }
        return outage.over()
                ? tags + " give a digest again"
                : tags + " gave no digest (" + outage.outcome() + "): " + outage.reason();
    }

    static String split(ViewSplit split) {
        var views = split.watch() + " is at " + split.upstream().abbreviated() + " and its mirror " + split.mirror()
                + " at " + split.mirrored().abbreviated();
        return switch (split.kind()) {
            case LAG -> views + ": the mirror is behind; " + split.reason();
            case ALARM -> "ALARM: " + views + "; " + split.reason();
        };
    }

    static String vanished(PinVanished vanished) {
        var pin = vanished.watch() + "@" + vanished.digest();
        return (vanished.missing().isEmpty()
                        ? pin + " has vanished"
                        : "of " + pin + " the manifests for " + String.join(", ", vanished.missing())
                                + " have vanished")
                + ", its rotation is urgent: " + vanished.reason();
    }

    static String unchecked(PinsUnchecked unchecked) {
        return "whether what is pinned of " + unchecked.place() + " can still be pulled could not be checked, first of "
                + unchecked.watch() + "@" + unchecked.digest() + " (" + unchecked.outcome() + "): "
                + unchecked.reason();
    }
}
