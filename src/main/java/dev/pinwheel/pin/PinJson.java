package dev.pinwheel.pin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pinwheel.image.Digest;
import dev.pinwheel.image.Pin;
import dev.pinwheel.image.Reference;
import dev.pinwheel.image.Tag;
import dev.pinwheel.image.Watch;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;

/**
 * A report as one JSON object, {@code {"pins":[…],"problems":[…]}}: what {@code pinwheel pins --json}
 * prints and what is kept as evidence.
 *
 * <p>Members are always there and always in this order; what is absent is null. Pins stand in the order
 * of the first place that uses each, problems in the order of files and lines.
 */
public final class PinJson {

    private static final JsonMapper READER = new JsonMapper();
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private PinJson() {}

    public static JsonNode of(PinReport report) {
        var json = JSON.objectNode();
        var pins = json.putArray("pins");
        report.pins().forEach(pin -> pins.add(of(pin)));
        var problems = json.putArray("problems");
        report.problems().forEach(problem -> problems.addObject()
                .put("file", problem.file())
                .put("line", problem.line())
                .put("reason", problem.reason()));
        return json;
    }

    /**
     * The digests that each tag is pinned to by a report, as {@link PinReport#pinned} says them.
     *
     * @param report its JSON in UTF-8
     * @throws IOException if it is not the JSON of a report
     */
    public static Map<Watch, List<Digest>> pinned(byte[] report) throws IOException {
        try {
            var pins = READER.readTree(report).required("pins");
            return PinReport.pinned(
                    StreamSupport.stream(pins.spliterator(), false).flatMap(pin -> pin(pin).stream()));
        } catch (IllegalArgumentException e) {
            throw new IOException("not a report of pins: " + e.getMessage(), e);
        }
    }

    private static Optional<Pin> pin(JsonNode json) {
        var reference = Reference.parse(json.required("reference").asText());
        var tag = json.required("tag");
        return tag.isNull()
                ? Optional.empty()
                : reference
                        .digest()
                        .map(digest -> new Pin(new Watch(reference.repository(), new Tag(tag.asText())), digest));
    }

    private static JsonNode of(FoundPin pin) {
        var json = JSON.objectNode();
        json.put("reference", pin.reference().toString()).put("written", pin.written());
        put(json, "tag", pin.tag());
        put(json, "digest", pin.digest());
        put(json, "platform", pin.platform());
        put(json, "unpinned", pin.unpinnedBecause());
        var usedBy = json.putArray("usedBy");
        pin.usedBy().forEach(by -> usedBy.add(of(by)));
        var sites = json.putArray("sites");
        pin.sites().forEach(site -> sites.add(of(site)));
        put(json, "group", pin.watch());
        var overriddenBy = json.putArray("overriddenBy");
        pin.overriddenBy().forEach(site -> overriddenBy.add(of(site)));
        json.put("ships", pin.ships());
        return json;
    }

    private static JsonNode of(UsedBy by) {
        var json =
                JSON.objectNode().put("file", by.file()).put("line", by.line()).put("instruction", by.instruction());
        put(json, "stage", by.stage());
        return json;
    }

    private static JsonNode of(PinSite site) {
        return JSON.objectNode()
                .put("file", site.file())
                .put("line", site.line())
                .put("start", site.start())
                .put("end", site.end())
                .put("part", site.part().name().toLowerCase(Locale.ROOT));
    }

    private static void put(ObjectNode json, String name, Optional<?> value) {
        json.put(name, value.map(Object::toString).orElse(null));
    }
}
