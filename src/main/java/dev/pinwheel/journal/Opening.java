package dev.pinwheel.journal;

import dev.pinwheel.ledger.SigningKey;
import dev.pinwheel.ledger.VerifierKey;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * How a ledger comes to be written: it is begun, or checked and gone on with.
 *
 * @param data where its key is, and what it publishes
 * @param origin what it is called; a new one is called something unique where this is absent
 * @param kept files with one checkpoint each, which it must agree with
 */
record Opening(Path data, Optional<String> origin, List<Path> kept, Clock clock) {

    /** The journal in this store, which is closed where this throws. */
    Journal open(Store store) {
        try {
            Lineage.checkGoesOn(store.entries());
        } catch (RuntimeException e) {
            store.close();
            throw e;
        }
        return resume(store);
    }

    /** The journal in this store, also if it ended. */
    Journal resume(Store store) {
        try {
            finishRotation(store);
            var key = key(store);
            if (store.entries().head().size() == 0) {
                Rollback.of(0, log(), kept).ifPresent(Opening::refuse);
                begin(store, key.verifier());
            }
            new SelfCheck(store.entries(), key.verifier()).run(Outside.of(log(), kept), clock);
            var log = log();
            var publisher = new Publisher(store, key, log);
            return new Journal(store, key.verifier(), new Sequencer(store, publisher, clock), publisher, log);
        } catch (RuntimeException e) {
            store.close();
            throw e;
        }
    }

    /** Why these entries must not be added to, if that is so; nothing is changed to find out. */
    Optional<String> trouble(Entries entries) {
        try {
            Lineage.checkGoesOn(entries);
            if (!file().exists()) {
                throw missing();
            }
            new SelfCheck(entries, file().read().verifier()).run(Outside.of(log(), kept), clock);
            new Signatures(entries).check(0, () -> true);
            return Optional.empty();
        } catch (JournalException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            return Optional.of("tried to read the key of the ledger but " + e.getMessage());
        }
    }

    private KeyFile file() {
        return new KeyFile(data);
    }

    private LogDirectory log() {
        return new LogDirectory(data.resolve("log"));
    }

    private UnfitException missing() {
        return new UnfitException("the key of this ledger is missing; put " + file() + " back from its backup");
    }

    private void finishRotation(Store store) {
        try {
            KeyRotation.finish(file(), store);
        } catch (IOException e) {
            throw new JournalException("tried to end the rotation of the ledger's key", e);
        }
    }

    private SigningKey key(Store store) {
        try {
            if (file().exists()) {
                var key = file().read();
                origin.ifPresent(name -> checkOrigin(name, key.verifier()));
                return key;
            }
            if (store.entries().head().size() > 0) {
                throw missing();
            }
            return file().make(origin.orElseGet(Opening::newOrigin));
        } catch (IOException e) {
            throw new JournalException("tried to read or make the key of the ledger", e);
        }
    }

    private static void checkOrigin(String origin, VerifierKey key) {
        if (!key.name().equals(origin)) {
            throw new UnfitException("this ledger is called " + key.name() + " for good, not " + origin
                    + "; give it its name in the configuration, or begin a new ledger in another directory");
        }
    }

    private static String newOrigin() {
        return "pinwheel.local/" + HexFormat.of().toHexDigits(new SecureRandom().nextInt());
    }

    private static void refuse(String alarm) {
        throw new UnfitException(alarm);
    }

    private void begin(Store store, VerifierKey key) {
        var growth = new Growth(store.entries().head(), clock.instant());
        growth.add(Genesis.TYPE, Genesis.ID, new Genesis(clock.instant(), key, Optional.empty()).leaf());
        store.append(growth);
    }
}
