package dev.pinwheel.candidate.osv;

import dev.pinwheel.event.Finding;
import dev.pinwheel.event.Severity;
import java.util.Optional;

/** A flaw that one advisory sees in one source package of an image; several advisories make one finding. */
record Match(
        String flaw,
        String source,
        DebianVersion installed,
        Optional<DebianVersion> fixed,
        Severity severity,
        String title) {

    String key() {
        return flaw + " " + source;
    }

    /** Both together: the oldest version that is there, the latest fix or none, the worst severity. */
    Match and(Match other) {
        var oldest = other.installed.isBelow(installed) ? other.installed : installed;
        var named = title.isEmpty() ? other.title : title;
        return new Match(flaw, source, oldest, laterFix(other), worse(severity, other.severity), named);
    }

    private Optional<DebianVersion> laterFix(Match other) {
        if (fixed.isEmpty() || other.fixed.isEmpty()) {
            return Optional.empty();
        }
        return fixed.get().isBelow(other.fixed.get()) ? other.fixed : fixed;
    }

    static Severity worse(Severity one, Severity other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    Finding finding() {
        var fix = fixed.map(DebianVersion::toString);
        return new Finding(flaw, source, installed.toString(), fix, severity, title);
    }
}
