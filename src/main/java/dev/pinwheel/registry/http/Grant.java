package dev.pinwheel.registry.http;

import java.time.Instant;
import java.util.Optional;

/** What answers a challenge, as soon as it is had. */
record Grant(Challenge challenge, Awaited<Header> header) {

    /** The value for {@code Authorization}, and its end. */
    record Header(String value, Instant until) {

        @Override
        public String toString() {
            return "Header[•••, until " + until + "]";
        }
    }

    Grant(Challenge challenge) {
        this(challenge, new Awaited<>());
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
