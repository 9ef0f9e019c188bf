package dev.pinwheel.registry.http;

import java.util.Optional;
import java.util.Set;

/**
 * What a request shows of us before the registry has asked for anything.
 *
 * @param header its {@code Authorization}, if it has one
 * @param lack what the registry wanted before and cannot be had now, so that it is asked whether it still wants that
 */
record Shown(Optional<String> header, Optional<Lack> lack) {

    /** What a registry answers that hides from strangers what they may not see. */
    private static final Set<Integer> HIDING = Set.of(403, 404);

    /** Why a challenge of before could not be met. */
    record Lack(Challenge challenge, Trouble why) {}

    static Shown nothing() {
        return new Shown(Optional.empty(), Optional.empty());
    }

    static Shown of(String header) {
        return new Shown(Optional.of(header), Optional.empty());
    }

    static Shown lacking(Challenge challenge, Trouble why) {
        return new Shown(Optional.empty(), Optional.of(new Lack(challenge, why)));
    }

    /** Ends where the registry still wants what cannot be had. */
    void refuse(Challenge challenge) throws Trouble {
        if (lack.isPresent() && lack.get().challenge().equals(challenge)) {
            throw lack.get().why();
        }
    }

    /** Ends where the answer may be one for strangers only. */
    void refuse(int status) throws Trouble {
        if (lack.isPresent() && HIDING.contains(status)) {
            throw lack.get().why();
        }
    }

    @Override
    public String toString() {
        return "Shown[" + header.map(secret -> "•••").orElse("nothing") + "]";
    }
}
