package dev.pinwheel.audit.bundle;

import dev.pinwheel.audit.Notebook;
import dev.pinwheel.journal.KeyChain;
import dev.pinwheel.ledger.Frontier;
import dev.pinwheel.ledger.Note;
import dev.pinwheel.ledger.PolicyLine;
import dev.pinwheel.ledger.RangeProof;
import dev.pinwheel.ledger.SignedCheckpoint;
import dev.pinwheel.ledger.TrustPolicy;
import dev.pinwheel.ledger.VerifierKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Verifies a bundle, whoever made it: the signature first, then the entries against what was signed, and only
 * then what the entries say. Reads it as a stream; what grows with it lies in the notebook.
 */
public final class BundleVerifier {

    private final BundleFile bundle;
    private final List<VerifierKey> keys;
    private final Optional<TrustPolicy> policy;
    private final Notebook notebook;

    private BundleVerifier(BundleFile bundle, List<VerifierKey> keys, Optional<TrustPolicy> policy, Notebook notebook) {
        this.bundle = bundle;
        this.keys = keys;
        this.policy = policy;
        this.notebook = notebook;
    }

    /**
     * What this bundle is worth to who trusts this key.
     *
     * @param older a checkpoint of the same ledger that was kept, and that the bundle must be consistent with
     * @param notebook for what the tables are made from
     */
    public static BundleVerification verify(
            Path file, VerifierKey key, Optional<SignedCheckpoint> older, Notebook notebook) throws IOException {
        return verify(file, older, bundle -> new BundleVerifier(bundle, List.of(key), Optional.empty(), notebook));
    }

    /** What this bundle is worth to who trusts the logs and the witnesses of this policy. */
    public static BundleVerification verify(
            Path file, TrustPolicy policy, Optional<SignedCheckpoint> older, Notebook notebook) throws IOException {
        var keys = policy.logs().stream().map(PolicyLine.Log::key).toList();
        return verify(file, older, bundle -> new BundleVerifier(bundle, keys, Optional.of(policy), notebook));
    }

    private static BundleVerification verify(
            Path file, Optional<SignedCheckpoint> older, Function<BundleFile, BundleVerifier> verifier)
            throws IOException {
        if (!file.toFile().isFile()) {
            throw new IOException("tried to read the bundle " + file + " but there is no such file");
        }
        try (var bundle = new BundleFile(file)) {
            return verifier.apply(bundle).run(older);
        } catch (Failed e) {
            return e.verification();
        } catch (IOException e) {
            return new BundleVerification.Tampered("it cannot be read as a bundle: " + e.getMessage());
        } catch (UncheckedIOException e) {
            return new BundleVerification.Tampered("it cannot be read as a bundle: " + e.getMessage());
        }
    }

    private BundleVerification run(Optional<SignedCheckpoint> older) throws IOException {
        checkEdition();
        var signed = signed();
        checkMembers();
        var chain = chain(signed);
        check(signed, chain, "the checkpoint");
        checkAlone(signed);
        older.ifPresent(checkpoint -> check(checkpoint, chain, "the older checkpoint"));
        var cosigned = Cosigned.read(bundle, chain, signed.checkpoint());
        var proof = proof();
        checkEntries(proof, signed, older);
        checkText(Layout.GUIDE, Guides.guide());
        checkText(Layout.SCRIPT, Guides.script());
        var findings = new ContentsCheck(bundle, notebook)
                .run(new Extent(signed.checkpoint(), proof.from(), proof.to()), chain);
        bundle.checkForm();
        return new BundleVerification.Verified(
                proof.from(),
                proof.to(),
                signed.checkpoint().size(),
                signed.checkpoint().root(),
                findings,
                policy.map(wanted -> new Quorum(wanted, chain).check(signed, cosigned, proof.from())));
    }

    private void checkMembers() {
        Layout.required().stream()
                .filter(name -> !bundle.has(name))
                .sorted()
                .findFirst()
                .ifPresent(name -> {
                    throw Failed.incomplete("the member " + name + " is missing");
                });
    }

    /** The keys of the ledger, one of which is trusted. */
    private KeyChain chain(SignedCheckpoint signed) throws IOException {
        var chain = Succession.read(bundle, signed.checkpoint());
        if (keys.stream().noneMatch(chain::contains)) {
            keys.stream()
                    .filter(key -> signed.check(key) == Note.Standing.VERIFIED)
                    .findFirst()
                    .ifPresent(key -> {
                        throw Failed.tampered("the checkpoint is signed with " + key + ", but the member " + Layout.KEY
                                + " and the rotations do not name this key");
                    });
            throw Failed.untrusted("the checkpoint is signed with " + chain.last() + " for the log "
                    + signed.checkpoint().origin() + ", and the bundle does not show that "
                    + (keys.isEmpty() ? "a log of the policy" : keys.getFirst()) + " signed that key in");
        }
        return chain;
    }

    private void checkEdition() throws IOException {
        var header = bundle.text(Layout.BUNDLE);
        if (!header.equals(Layout.header())) {
            if (header.matches("pinwheel-bundle/v[0-9]{1,4}\nedition [0-9]{1,9}\n")) {
                throw Failed.otherEdition("the bundle is '" + header.strip().replace('\n', ' ') + "'; this Pinwheel"
                        + " verifies '" + Layout.header().strip().replace('\n', ' ')
                        + "'. verify.py verifies its entries; for its tables take the Pinwheel that made it");
            }
            throw Failed.tampered("the member " + Layout.BUNDLE + " is not what a bundle begins with");
        }
    }

    private SignedCheckpoint signed() throws IOException {
        try {
            return SignedCheckpoint.parse(bundle.bytes(Layout.CHECKPOINT));
        } catch (IllegalArgumentException e) {
            throw Failed.tampered("the checkpoint cannot be read: " + e.getMessage());
        }
    }

    private static void check(SignedCheckpoint signed, KeyChain chain, String what) {
        var signer = chain.at(signed.checkpoint().size());
        switch (signed.check(signer)) {
            case UNKNOWN_KEY ->
                throw Failed.untrusted(what + " of " + signed.checkpoint().size() + " entries is not signed with "
                        + signer + " but with another key, for the log "
                        + signed.checkpoint().origin());
            case FORGED -> throw Failed.tampered(what + " has a forged signature");
            case VERIFIED -> {}
        }
    }

    /** Nobody can tell what a line by an unknown key is worth, so none is exported. */
    private static void checkAlone(SignedCheckpoint signed) {
        if (signed.note().signatures().size() > 1) {
            throw Failed.tampered("the checkpoint has more signatures than that of the ledger's key");
        }
    }

    private void checkText(String name, String expected) throws IOException {
        if (!bundle.text(name).equals(expected)) {
            throw Failed.tampered("the member " + name + " is not what it was when it was exported");
        }
    }

    private RangeProof proof() throws IOException {
        try {
            return RangeProof.parse(bundle.text(Layout.PROOF));
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw Failed.tampered(Layout.PROOF + " cannot be read: " + e.getMessage());
        }
    }

    private void checkEntries(RangeProof proof, SignedCheckpoint signed, Optional<SignedCheckpoint> older)
            throws IOException {
        var kept = new KeptCheckpoint(older, proof, signed.checkpoint());
        var frontier = proof.start();
        try (var lines = bundle.lines(Layout.ENTRIES)) {
            kept.hear(frontier);
            for (var leaf = lines.next(); leaf.isPresent(); leaf = lines.next()) {
                if (frontier.size() == proof.to()) {
                    throw Failed.tampered(Layout.ENTRIES + " has more entries than its proof");
                }
                frontier = frontier.append(leaf.get().hash(), (height, index, hash) -> {});
                kept.hear(frontier);
            }
        }
        if (frontier.size() < proof.to()) {
            throw Failed.incomplete("entry " + frontier.size() + " is missing");
        }
        if (!provesRoot(proof, frontier, signed)) {
            throw Failed.tampered("the entries are not those that were signed");
        }
    }

    private static boolean provesRoot(RangeProof proof, Frontier frontier, SignedCheckpoint signed) {
        try {
            var checkpoint = signed.checkpoint();
            return proof.root(frontier, checkpoint.size()).equals(checkpoint.root());
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
