package dev.pinwheel.event;

import java.util.Optional;

/**
 * One vulnerability in one source package of one image; findings are counted by these two.
 *
 * @param id the CVE, or the advisory's own identifier where it has no CVE
 * @param sourcePackage the distribution's source package
 * @param installed the version that is there
 * @param fixed the version that has the fix, where there is one
 */
public record Finding(
        String id, String sourcePackage, String installed, Optional<String> fixed, Severity severity, String title) {

    /** What findings are compared and counted by. */
    public String key() {
        return id + " " + sourcePackage;
    }
}
