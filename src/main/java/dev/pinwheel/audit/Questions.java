package dev.pinwheel.audit;

import dev.pinwheel.journal.Entries;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The catalogue: what the recorded facts answer, and what waits for facts that are not recorded yet. */
public final class Questions {

    private static final List<Question> ALL = List.of(
            TagDigests.QUESTION,
            TagSteps.QUESTION,
            Inventory.QUESTION,
            Rotations.QUESTION,
            Verdicts.QUESTION,
            Scans.QUESTION,
            Unscanned.QUESTION,
            Vulnerabilities.QUESTION,
            Exposures.QUESTION,
            Lateness.QUESTION,
            new Question.Open(
                    11,
                    "exceptions",
                    "Which exceptions exist, who granted them, which were used or expired in use?",
                    "exception.granted, exception.expired and exception.revoked"),
            new Question.Open(
                    12,
                    "signatures",
                    "Was the image signed, by whom, how was it verified, and did that change?",
                    "signature.checked"),
            Drifts.QUESTION,
            Changes.QUESTION,
            Splits.QUESTION,
            Blindness.QUESTION,
            Bypasses.QUESTION,
            Aging.QUESTION,
            Policies.QUESTION,
            new Question.Elsewhere(
                    20,
                    "verify",
                    "Is this export authentic and complete, and consistent with an old checkpoint?",
                    "pinwheel ledger verify [BUNDLE] --vkey KEY --older CHECKPOINT",
                    "/audit/consistency"),
            BuiltImages.QUESTION,
            Pace.QUESTION,
            new Question.Elsewhere(
                    23,
                    "sample",
                    "Which entries does the auditor's seed choose?",
                    "pinwheel ledger sample --seed SEED --count N",
                    "/audit/sample"));

    private Questions() {}

    /** All of them, in the order of their numbers. */
    public static List<Question> all() {
        return ALL;
    }

    /** Those that the recorded facts answer. */
    public static List<Question.Answered> answered() {
        return ALL.stream()
                .filter(Question.Answered.class::isInstance)
                .map(Question.Answered.class::cast)
                .toList();
    }

    /** The question of this name. */
    public static Optional<Question> named(String name) {
        return ALL.stream().filter(question -> question.name().equals(name)).findFirst();
    }

    /** Answers a question from a ledger's entries; what lasts is measured up to the time asked about, or else now. */
    public static void ask(Question.Answered question, Asked asked, Sources from, Answer answer) {
        var reports = from.reports().of(from.entries());
        var inquiry = question.start().begin(asked.by(from.present()), reports, answer);
        Facts.entries(from.entries(), 0, from.entries().head().size(), entry -> Facts.of(entry)
                .filter(fact -> asked.hears(fact.event().at()))
                .ifPresent(inquiry::hear));
        inquiry.end();
    }

    /**
     * What answers are made from.
     *
     * @param now what the clock says
     */
    public record Sources(Entries entries, Reports reports, Instant now) {

        /** The time of the newest entry if the clock is behind it. */
        private Instant present() {
            var newest = entries.head().at();
            return newest.isAfter(now) ? newest : now;
        }
    }
}
