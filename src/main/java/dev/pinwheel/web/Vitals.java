package dev.pinwheel.web;

import dev.pinwheel.event.CycleCompleted;
import dev.pinwheel.event.Event;
import dev.pinwheel.event.StepFailed;
import dev.pinwheel.web.Standing.Leading;
import dev.pinwheel.web.Standing.ReadOnly;
import dev.pinwheel.web.Standing.StandingBy;
import dev.pinwheel.web.Standing.Starting;
import dev.pinwheel.web.hook.Tally;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** How the service is: what it does, when its last cycle was done, and what came of the requests to its hooks. */
public final class Vitals {

    private static final List<String> WORDS = List.of("starting", "leading", "standby", "read-only");

    private final AtomicInteger failedSteps = new AtomicInteger();
    private final Tally hooks;
    private volatile Standing standing = new Starting();
    private volatile String lastCycle = "none";

    public Vitals(Tally hooks) {
        this.hooks = hooks;
    }

    /** The counts of requests to hooks, which go on over all that the node does. */
    public Tally hooks() {
        return hooks;
    }

    /** Says what the node does from now on; returns what it did before. */
    public Standing is(Standing now) {
        var before = standing;
        standing = now;
        return before;
    }

    /** Whether it has done nothing yet. */
    public boolean isStarting() {
        return standing instanceof Starting;
    }

    /** Whether it does its work, so that hooks may be sent to it. */
    boolean isReady() {
        return standing instanceof Leading;
    }

    /** Hears what happens. */
    public void hear(Event event) {
        if (event instanceof CycleCompleted done) {
            lastCycle = done.at().toString();
        } else if (event instanceof StepFailed) {
            failedSteps.incrementAndGet();
        }
    }

    JsonObject json() {
        var json = new JsonObject().put("status", isReady() ? "ok" : standing.word());
        json.put("ready", isReady()).put("state", standing.word());
        switch (standing) {
            case Starting starting -> {}
            case Leading(var since) -> json.put("since", since.toString());
            case StandingBy(var leader) -> json.put("reason", leader);
            case ReadOnly(var reason, var next) -> json.put("reason", reason).put("next", next);
        }
        var counts = new JsonObject();
        hooks.counts().forEach((hook, ends) -> counts.put(hook, new JsonObject(Map.copyOf(ends))));
        return json.put("lastCycle", lastCycle)
                .put("failedSteps", failedSteps.get())
                .put("hooks", counts);
    }

    /** The same as numbers, in the text format that Prometheus reads. */
    String metrics() {
        var text = new StringBuilder("# HELP pinwheel_state What this node does: 1 for the one state that holds.\n")
                .append("# TYPE pinwheel_state gauge\n");
        for (var word : WORDS) {
            text.append("pinwheel_state{state=\"").append(word).append("\"} ");
            text.append(standing.word().equals(word) ? 1 : 0).append('\n');
        }
        text.append("# HELP pinwheel_failed_steps_total Steps that failed since the start.\n")
                .append("# TYPE pinwheel_failed_steps_total counter\n")
                .append("pinwheel_failed_steps_total ")
                .append(failedSteps.get())
                .append("\n# HELP pinwheel_hook_requests_total How requests to hooks ended since the start.\n")
                .append("# TYPE pinwheel_hook_requests_total counter\n");
        hooks.counts()
                .forEach((hook, ends) -> ends.forEach(
                        (end, count) -> text.append("pinwheel_hook_requests_total{hook=\"%s\",end=\"%s\"} %d%n"
                                .formatted(label(hook), end, count))));
        return text.toString();
    }

    private static String label(String value) {
        return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }
}
