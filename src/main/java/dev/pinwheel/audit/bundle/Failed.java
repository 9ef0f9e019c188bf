package dev.pinwheel.audit.bundle;

/** Ends a verification at the first thing that is wrong. */
final class Failed extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient BundleVerification verification;

    private Failed(BundleVerification verification) {
        super(verification.toString(), null, false, false);
        this.verification = verification;
    }

    static Failed tampered(String what) {
        return new Failed(new BundleVerification.Tampered(what));
    }

    static Failed incomplete(String what) {
        return new Failed(new BundleVerification.Incomplete(what));
    }

    static Failed untrusted(String what) {
        return new Failed(new BundleVerification.UntrustedKey(what));
    }

    static Failed policyNotMet(String what) {
        return new Failed(new BundleVerification.PolicyNotMet(what));
    }

    static Failed otherEdition(String what) {
        return new Failed(new BundleVerification.OtherEdition(what));
    }

    BundleVerification verification() {
        return verification;
    }
}
