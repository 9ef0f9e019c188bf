package dev.pinwheel.audit;

import dev.pinwheel.event.Event;
import dev.pinwheel.event.LookFailed;
import dev.pinwheel.event.Recorded;
import dev.pinwheel.event.RegistryOutage;
import dev.pinwheel.image.RegistryHost;
import dev.pinwheel.image.Watch;
import java.util.List;

/**
 * Since when tags give no digest, and until when: those that are told each by itself, and those that are told of
 * together, as one row that ends with the last of them.
 */
final class RegistryOutages {

    private static final int HOST = Noted.LENGTH;
    private static final int LEFT = HOST + 1;
    private static final int REASON = LEFT + 1;

    private final Asked asked;
    private final Reports reports;
    private final Answer answer;
    private final Notes failing;
    private final Notes listed;
    private final Notes outages;

    RegistryOutages(Asked asked, Reports reports, Answer answer) {
        this.asked = asked;
        this.reports = reports;
        this.answer = answer;
        this.failing = reports.notes();
        this.listed = reports.notes();
        this.outages = reports.notes();
    }

    void failed(LookFailed failed, Recorded<Event> fact) {
        answered(failed.watch(), failed.at().toString());
        failing.put(List.of(failed.watch().toString()), Noted.row(fact));
    }

    /** A tag gives a digest again, or is looked at no more. */
    void over(Watch watch, String at) {
        if (!answered(watch, at)) {
            answeredUnlisted(watch.repository().host(), 1, at);
        }
    }

    void outage(RegistryOutage outage, Recorded<Event> fact) {
        var tags = reports.tags(outage.list());
        if (outage.over()) {
            tags.ifPresentOrElse(
                    known -> over(outage, known),
                    () -> answeredUnlisted(
                            outage.host(), outage.tags(), outage.at().toString()));
        } else {
            tags.ifPresentOrElse(known -> begin(outage, fact, known), () -> beginUnlisted(outage, fact));
        }
    }

    private void begin(RegistryOutage outage, Recorded<Event> fact, List<Watch> tags) {
        var about = tags.stream().filter(asked::about).distinct().toList();
        about.forEach(tag -> answered(tag, outage.at().toString()));
        if (!about.isEmpty()) {
            put(outage, fact, about.size(), "");
            about.forEach(tag -> listed.put(List.of(tag.toString()), key(fact.index())));
        }
    }

    private void beginUnlisted(RegistryOutage outage, Recorded<Event> fact) {
        put(outage, fact, outage.tags(), "; which tags is not known: " + reports.whyNot(outage.list()));
    }

    private void put(RegistryOutage outage, Recorded<Event> fact, int tags, String reason) {
        var noted = Noted.row(fact);
        outages.put(
                key(fact.index()),
                List.of(noted.get(0), noted.get(1), outage.host().name(), String.valueOf(tags), reason));
    }

    private void over(RegistryOutage outage, List<Watch> tags) {
        var at = outage.at().toString();
        var unknown = tags.stream().filter(tag -> !answered(tag, at)).count();
        answeredUnlisted(outage.host(), unknown, at);
    }

    /** Whether it was known that this tag gives no digest. */
    private boolean answered(Watch watch, String at) {
        var tag = List.of(watch.toString());
        var failed = failing.find(tag);
        var outage = listed.find(tag);
        failed.ifPresent(row -> tellFailing(row, at));
        failing.remove(tag);
        outage.ifPresent(key -> reduce(key, 1, at));
        listed.remove(tag);
        return failed.isPresent() || outage.isPresent();
    }

    /** So many tags that nobody can name give a digest: they are taken from those of which no list is there. */
    private void answeredUnlisted(RegistryHost host, long tags, String at) {
        var left = new long[] {tags};
        outages.each(Notes.ALL, (key, row) -> {
            if (left[0] > 0
                    && row.get(HOST).equals(host.name())
                    && !row.get(REASON).isEmpty()) {
                var known = Long.parseLong(row.get(LEFT));
                reduce(key, Math.min(left[0], known), at);
                left[0] -= known;
            }
        });
    }

    private void reduce(List<String> key, long tags, String at) {
        outages.find(key).ifPresent(row -> {
            var left = Long.parseLong(row.get(LEFT)) - tags;
            if (left > 0) {
                outages.put(key, List.of(row.get(0), row.get(1), row.get(HOST), String.valueOf(left), row.get(REASON)));
            } else {
                tellOutage(row, at);
                outages.remove(key);
            }
        });
    }

    private static List<String> key(long entry) {
        return List.of(String.valueOf(entry));
    }

    private void tellFailing(List<String> row, String until) {
        var failed = Noted.read(row, LookFailed.class);
        var event = failed.event();
        var reason = event.outcome() + ": " + event.reason();
        answer.row("registry", event.started(), until, event.watch(), reason, failed.index());
    }

    private void tellOutage(List<String> row, String until) {
        var begun = Noted.read(row, RegistryOutage.class);
        var event = begun.event();
        var subject = event.host() + ": " + event.tags() + " tags, listed in "
                + event.list().digest();
        var reason = event.outcome() + ": " + event.reason() + row.get(REASON);
        answer.row("registry", event.started(), until, subject, reason, begun.index());
    }

    /** Tells what has not ended. */
    void end() {
        failing.each(Notes.ALL, (watch, row) -> tellFailing(row, ""));
        outages.each(Notes.ALL, (entry, row) -> tellOutage(row, ""));
    }
}
