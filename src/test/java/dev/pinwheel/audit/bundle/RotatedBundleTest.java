package dev.pinwheel.audit.bundle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pinwheel.audit.MemoryNotebook;
import dev.pinwheel.ledger.SignedCheckpoint;
import dev.pinwheel.ledger.SigningKey;
import dev.pinwheel.ledger.TlogProof;
import dev.pinwheel.ledger.VerifierKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bundles of a ledger whose key was rotated twice, and their forged twins. */
class RotatedBundleTest {

    @TempDir
    private Path data;

    @SuppressWarnings("NullAway.Init")
    private SigningKey first;

    @SuppressWarnings("NullAway.Init")
    private SigningKey second;

    @SuppressWarnings("NullAway.Init")
    private SigningKey third;

    @SuppressWarnings("NullAway.Init")
    private Rotated rotated;

    @BeforeEach
    void rotateTwice() throws IOException {
        rotated = Rotated.tell(data);
        first = rotated.keys().get(0);
        second = rotated.keys().get(1);
        third = rotated.keys().get(2);
    }

    private static BundleVerification verify(Path file, VerifierKey key) throws IOException {
        return BundleVerifier.verify(file, key, Optional.empty(), new MemoryNotebook());
    }

    private BundleVerification verify(Map<String, byte[]> twin, SigningKey key) throws IOException {
        return verify(Zips.write(data.resolve("twin.zip"), twin), key.verifier());
    }

    @Test
    void whoTrustsAnyOfTheKeysCanVerifyTheWholeAndAPartOfIt() throws IOException {
        var early = new Period(Optional.empty(), Optional.of(Instant.parse("2026-10-01T12:00:00Z")));
        for (var file : List.of(data.resolve("bundle.zip"), Rotated.export(data, "part.zip", early))) {
            for (var key : List.of(first, second, third)) {
                assertInstanceOf(BundleVerification.Verified.class, verify(file, key.verifier()), file.toString());
            }
            assertInstanceOf(
                    BundleVerification.UntrustedKey.class,
                    verify(file, rotated.stranger().verifier()));
        }
    }

    @Test
    void theFirstEntryIsNoRotation() throws IOException {
        assertTampered(verify(rotated.withGenesisAsRotation(), first), "rotates no key");
    }

    @Test
    void moreSignaturesThanTheKeysAreRefused() throws IOException {
        var proof = TlogProof.parse(rotated.text(Rotation.PROOF.of(1)));
        var twice = new TlogProof(proof.index(), proof.hashes(), rotated.alsoSigned(proof.signed()));
        var newest = rotated.alsoSigned(SignedCheckpoint.parse(rotated.text(Layout.CHECKPOINT)));

        assertTampered(verify(rotated.twin(Rotation.PROOF.of(1), twice.toString()), first), "more signatures");
        var more = proof.toString().replace("\nindex", "\nextra AAAB\nindex");
        assertTampered(verify(rotated.twin(Rotation.PROOF.of(1), more), first), "extra data");
        assertTampered(verify(rotated.twin(Layout.CHECKPOINT, newest.toString()), first), "more signatures");
    }

    private static void assertTampered(BundleVerification verification, String what) {
        var tampered = assertInstanceOf(BundleVerification.Tampered.class, verification);
        assertTrue(tampered.toString().contains(what), tampered.toString());
    }

    @Test
    void aBundleThatEndsWithARotationIsSignedWithTheOldKey() throws IOException {
        Rotated.rotate(data);
        var file = Rotated.export(data, "ending.zip", Period.ALL);

        assertEquals(third.verifier() + "\n", new String(Zips.read(file).get(Layout.KEY), StandardCharsets.UTF_8));
        assertInstanceOf(BundleVerification.Verified.class, verify(file, first.verifier()));
    }

    @Test
    void anOldCheckpointIsHeldAgainstTheKeyOfItsTime() throws IOException {
        var kept = TlogProof.parse(rotated.text(Rotation.PROOF.of(1))).signed();
        var file = data.resolve("bundle.zip");

        assertInstanceOf(
                BundleVerification.Verified.class,
                BundleVerifier.verify(file, third.verifier(), Optional.of(kept), new MemoryNotebook()));
        var later = SignedCheckpoint.sign(kept.checkpoint(), second);
        assertInstanceOf(
                BundleVerification.UntrustedKey.class,
                BundleVerifier.verify(file, third.verifier(), Optional.of(later), new MemoryNotebook()));
    }

    @Test
    void aRotationThatTheOldKeyDidNotSignIsNotTrusted() throws IOException {
        var proof = TlogProof.parse(rotated.text(Rotation.PROOF.of(1)));
        for (var other : List.of(second, rotated.stranger())) {
            var signed = SignedCheckpoint.sign(proof.signed().checkpoint(), other);
            var forged = new TlogProof(proof.index(), proof.hashes(), signed).toString();
            for (var trusted : List.of(first, second, third)) {
                assertInstanceOf(
                        BundleVerification.UntrustedKey.class,
                        verify(rotated.twin(Rotation.PROOF.of(1), forged), trusted));
            }
        }
    }

    @Test
    void anEntryThatNamesAnotherKeyThanTheOneSignedInIsFound() throws IOException {
        var forged = rotated.text(Rotation.ENTRY.of(2))
                .replace(
                        third.verifier().toString(),
                        rotated.stranger().verifier().toString());

        assertInstanceOf(BundleVerification.Tampered.class, verify(rotated.twin(Rotation.ENTRY.of(2), forged), first));
    }

    @Test
    void anOldKeyDoesNotSignAfterItsRotation() throws IOException {
        for (var old : List.of(first, second)) {
            var twin = rotated.twin(Layout.CHECKPOINT, rotated.signedBy(old));
            assertInstanceOf(BundleVerification.UntrustedKey.class, verify(twin, first));
            twin.keySet().removeIf(name -> name.startsWith("rotations/"));
            twin.put(Layout.KEY, (old.verifier() + "\n").getBytes(StandardCharsets.UTF_8));
            assertInstanceOf(BundleVerification.UntrustedKey.class, verify(twin, old));
        }
    }

    @Test
    void aKeyThatIsNotInTheChainSignsNothing() throws IOException {
        var stranger = rotated.stranger();
        var twin = rotated.twin(Layout.CHECKPOINT, rotated.signedBy(stranger));
        assertInstanceOf(BundleVerification.UntrustedKey.class, verify(twin, first));

        twin.put(Layout.KEY, (stranger.verifier() + "\n").getBytes(StandardCharsets.UTF_8));
        assertInstanceOf(BundleVerification.Tampered.class, verify(twin, first));
        twin.keySet().removeIf(name -> name.startsWith("rotations/"));
        assertInstanceOf(BundleVerification.UntrustedKey.class, verify(twin, first));
    }

    @Test
    void rotationsThatAreLeftOutAreMissed() throws IOException {
        assertInstanceOf(BundleVerification.Incomplete.class, verify(rotated.without("rotations/"), third));
        assertInstanceOf(BundleVerification.Incomplete.class, verify(rotated.without("rotations/1/"), third));
        assertInstanceOf(BundleVerification.Tampered.class, verify(rotated.without("rotations/2/"), first));
        for (var name : rotated.members().keySet()) {
            if (name.startsWith("rotations/")) {
                assertInstanceOf(BundleVerification.Incomplete.class, verify(rotated.without(name), first), name);
            }
        }
    }

    @Test
    void aTreeThatDidNotGrowOutOfTheOneThatTheOldKeySignedIsFound() throws IOException {
        var twin = rotated.twin(Rotation.GROWTH.of(1), rotated.text(Rotation.GROWTH.of(2)));
        assertInstanceOf(BundleVerification.Tampered.class, verify(twin, first));

        for (var swapped : Rotation.values()) {
            var other = rotated.twin(swapped.of(1), rotated.text(swapped.of(2)));
            var found = verify(other, first);
            assertFalse(found instanceof BundleVerification.Verified, swapped + ": " + found);
        }
    }

    @Test
    void aFlippedBitInARotationIsFound() throws IOException {
        for (var name : rotated.members().keySet()) {
            for (var at = 0;
                    name.startsWith("rotations/") && at < rotated.members().get(name).length;
                    at += 7) {
                var twin = new LinkedHashMap<>(rotated.members());
                twin.put(name, rotated.members().get(name).clone());
                twin.get(name)[at] ^= 1;
                var found = verify(twin, first);
                assertFalse(found instanceof BundleVerification.Verified, name + " at " + at);
                assertFalse(found instanceof BundleVerification.Incomplete, name + " at " + at + ": " + found);
            }
        }
        assertTrue(rotated.members().keySet().stream().anyMatch(name -> name.startsWith("rotations/2/")));
    }
}
