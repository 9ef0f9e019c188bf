package dev.pinwheel.web.hook;

/** The keyed hashes that senders sign with; of RFC 2104 with the hashes of FIPS 180. */
public enum Hmac {
    /** Only Nexus uses it; what is broken of SHA-1 is not what an HMAC rests on. */
    SHA1("HmacSHA1"),
    SHA256("HmacSHA256");

    private final String javaName;

    Hmac(String javaName) {
        this.javaName = javaName;
    }

    @Override
    public String toString() {
        return javaName;
    }
}
