package dev.pinwheel.policy;

import dev.pinwheel.event.Gate;
import dev.pinwheel.event.Verdict;
import java.util.List;

/** The gates that a candidate was held against, and the verdict that follows. */
public record Judgement(Verdict verdict, List<Gate> gates) {

    public Judgement {
        gates = List.copyOf(gates);
    }

    /** One gate that blocks makes it blocked, else one that holds makes it held, else it is accepted. */
    static Judgement of(List<Gate> gates) {
        return new Judgement(verdict(gates), gates);
    }

    private static Verdict verdict(List<Gate> gates) {
        if (has(gates, Gate.Outcome.BLOCK)) {
            return Verdict.BLOCKED;
        }
        return has(gates, Gate.Outcome.HOLD) ? Verdict.HELD : Verdict.ACCEPTED;
    }

    private static boolean has(List<Gate> gates, Gate.Outcome outcome) {
        return gates.stream().anyMatch(gate -> gate.outcome() == outcome);
    }
}
