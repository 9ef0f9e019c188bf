package dev.pinwheel.registry.http;

import java.time.Instant;
import java.util.Optional;

/**
 * What answers a challenge, as soon as it is had.
 *
 * @param isGuessed whether the challenge was not made for this repository, but for another one
 */
record Grant(Challenge challenge, Awaited<Header> header, boolean isGuessed) {

    /** The value for {@code Authorization}, and its end. */
    record Header(String value, Instant until) {

        @Override
        public String toString() {
            return "Header[•••, until " + until + "]";
        }
    }

    Grant(Challenge challenge) {
        this(challenge, new Awaited<>(), false);
    }

    static Grant guessed(Challenge challenge) {
        return new Grant(challenge, new Awaited<>(), true);
    }

    /** Whether nothing shows as yet that this is wanted for the repository: neither a challenge nor a token for it. */
    boolean isOnlyGuessed() {
        return isGuessed && header.there().isEmpty();
    }

    /** Whether it is there and has not expired. */
    boolean isGood(Instant now) {
        return header.there().filter(had -> now.isBefore(had.until())).isPresent();
    }

    /** Whether it is good or on its way, and not the one that was refused. */
    boolean isUsable(Instant now, Optional<String> refused) {
        return header.isPending()
                || (isGood(now) && !refused.equals(header.there().map(Header::value)));
    }

    /** Waits for it. */
    String value() throws Trouble {
        return header.await().value();
    }
}
