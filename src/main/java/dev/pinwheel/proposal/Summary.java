package dev.pinwheel.proposal;

import dev.pinwheel.event.Gate;
import dev.pinwheel.event.Rebuild;
import dev.pinwheel.image.Digest;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** What moves and why that is safe or not, in one sentence. */
final class Summary {

    private static final int MOST_NAMED = 3;

    private Summary() {}

    static String markdown(Facts facts) {
        return sentence(facts, Markdown::code, Markdown::prose, "**") + "\n";
    }

    static String plain(Facts facts) {
        return sentence(facts, UnaryOperator.identity(), Markdown::plain, "");
    }

    private static String sentence(
            Facts facts, UnaryOperator<String> code, UnaryOperator<String> prose, String strong) {
        var candidate = facts.candidate();
        var from = from(candidate.pinned(), code);
        var moves = "This moves " + code.apply(Naming.familiar(candidate.watch())) + " from " + from + " to "
                + code.apply(candidate.digest().abbreviated()) + ", which ";
        return moves
                + switch (facts.judged().verdict()) {
                    case ACCEPTED -> strong + "is safe by the policy" + strong + ": " + whySafe(facts);
                    case HELD ->
                        strong + "cannot be called safe yet" + strong + ": " + why(facts, Gate.Outcome.HOLD, prose);
                    case BLOCKED -> strong + "is not safe" + strong + ": " + why(facts, Gate.Outcome.BLOCK, prose);
                }
                + "."
                + facts.progress()
                        .found()
                        .event()
                        .urgency()
                        .map(why -> " " + strong + "It is urgent" + strong + ": " + prose.apply(why) + ".")
                        .orElse("");
    }

    private static String from(List<Digest> pinned, UnaryOperator<String> code) {
        var named = pinned.stream()
                .limit(MOST_NAMED)
                .map(digest -> code.apply(digest.abbreviated()))
                .collect(Collectors.joining(" and "));
        return pinned.size() <= MOST_NAMED
                ? named
                : named + " and " + Counts.of(pinned.size() - MOST_NAMED, "other digest");
    }

    private static String whySafe(Facts facts) {
        var comparison = facts.comparison();
        var rebuilds =
                facts.progress().rebuilt().map(done -> done.event().rebuilds()).orElse(List.of());
        var built = rebuilds.stream().filter(Rebuild.Built.class::isInstance).count();
        var warnings = (int) count(facts, Gate.Outcome.WARN);
        return "it fixes " + Counts.of(comparison.fixed()) + ", brings " + Counts.of(comparison.introduced())
                + ", leaves " + Counts.of(comparison.remaining()) + ", and " + built + " of "
                + Counts.of(rebuilds.size(), "rebuild") + " succeeded"
                + (warnings == 0 ? "" : ", with " + Counts.of(warnings, "warning"));
    }

    private static long count(Facts facts, Gate.Outcome outcome) {
        return facts.judged().gates().stream()
                .filter(gate -> gate.outcome() == outcome)
                .count();
    }

    private static String why(Facts facts, Gate.Outcome outcome, UnaryOperator<String> prose) {
        var reasons = facts.judged().gates().stream()
                .filter(gate -> gate.outcome() == outcome)
                .map(gate -> prose.apply(gate.name() + ", " + gate.reason()))
                .toList();
        var left = reasons.size() - MOST_NAMED;
        return String.join("; ", reasons.subList(0, Math.min(reasons.size(), MOST_NAMED)))
                + (left > 0 ? "; and " + Counts.of(left, "more reason") : "");
    }
}
