package dev.pinwheel.web.audit;

import dev.pinwheel.audit.Sample;
import dev.pinwheel.journal.Entries;
import io.vertx.core.MultiMap;
import java.util.Map;

/** {@code GET /audit/sample}: the entries that the auditor's seed chooses of those that are signed. */
record SampleOverHttp(Sample sample, Sample.Population population) {

    static final String PATH = "/audit/sample";
    static final String MEDIA_TYPE = "application/x-ndjson";

    /** The parameters, and what each of them means. */
    static final Map<String, String> PARAMETERS = Map.of(
            "seed", "A text that the auditor chose",
            "count", "How many entries, at most 1000; 25 if it is not there",
            "type", "Only entries of this type, as rotation.proposed",
            "from", "Only entries at or after this time, in RFC 3339",
            "to", "Only entries before this time, in RFC 3339");

    private static final long USUAL_COUNT = 25;
    private static final long MOST = 1_000;

    /**
     * Reads a query.
     *
     * @throws IllegalArgumentException with a reason for who asked
     */
    static SampleOverHttp read(MultiMap values) {
        var query = Query.read(values, PARAMETERS.keySet());
        var count = query.number("count", 6).orElse(USUAL_COUNT);
        if (count > MOST) {
            throw new IllegalArgumentException("count is at most " + MOST + "; pinwheel ledger sample gives more");
        }
        return new SampleOverHttp(
                new Sample(query.needed("seed"), Math.toIntExact(count)),
                new Sample.Population(query.value("type"), query.time("from"), query.time("to")));
    }

    void write(Entries entries, SlowBody body) {
        var signed = entries.checkpoint()
                .map(checkpoint -> checkpoint.checkpoint().size())
                .orElse(0L);
        sample.of(entries, signed, population).forEach(entry -> body.write(entry.toJson() + "\n"));
    }
}
