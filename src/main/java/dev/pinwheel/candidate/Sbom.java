package dev.pinwheel.candidate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pinwheel.image.Digest;
import java.util.List;

/**
 * A bill of materials for one image: its distribution and that one's packages. It has no time and nothing random in
 * it, so that the same packages of the same image make the same bytes; the ledger's entry says when it was made.
 *
 * @see <a href="https://cyclonedx.org/docs/1.6/json/">CycloneDX 1.6</a>
 */
final class Sbom {

    static final String MEDIA_TYPE = "application/vnd.cyclonedx+json";

    private static final String IMAGE = "image";
    private static final String SYSTEM = "distribution";

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final Subject subject;
    private final Inventory inventory;
    private final String scanner;

    /** @param scanner the name of what read the packages */
    Sbom(Subject subject, Inventory inventory, String scanner) {
        this.subject = subject;
        this.inventory = inventory;
        this.scanner = scanner;
    }

    /** The document; its serial number follows from the rest of it. */
    byte[] written() {
        var document = JsonNodeFactory.instance.objectNode();
        document.put("$schema", "http://cyclonedx.org/schema/bom-1.6.schema.json");
        document.put("bomFormat", "CycloneDX");
        document.put("specVersion", "1.6");
        document.putNull("serialNumber");
        document.put("version", 1);
        document.set("metadata", metadata());
        document.set("components", components());
        document.set("dependencies", dependencies());
        document.set("compositions", compositions());
        document.put("serialNumber", serialNumber(Digest.of(bytes(document))));
        return bytes(document);
    }

    private static byte[] bytes(ObjectNode document) {
        try {
            return JSON.writeValueAsBytes(document);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of JSON is always written", e);
        }
    }

    /** A UUID of version 8, whose bits are those of a hash (RFC 9562). */
    private static String serialNumber(Digest content) {
        var hex = content.hex();
        return "urn:uuid:" + hex.substring(0, 8) + "-" + hex.substring(8, 12) + "-8" + hex.substring(13, 16) + "-a"
                + hex.substring(17, 20) + "-" + hex.substring(20, 32);
    }

    private ObjectNode metadata() {
        var metadata = JsonNodeFactory.instance.objectNode();
        var tools = metadata.putObject("tools").putArray("components");
        component(tools, "application", "pinwheel");
        component(tools, "application", scanner);
        var image = metadata.putObject("component");
        image.put("bom-ref", IMAGE);
        image.put("type", "container");
        image.put("version", subject.image().toString());
        switch (subject.place()) {
            case ImageAt.InRegistry(var repository, var digest, var platform) ->
                image.put("name", repository.toString())
                        .put(
                                "purl",
                                PackageUrl.image(repository, digest, platform).toString());
            case ImageAt.InLayout layout ->
                image.put("name", subject.dockerfile().orElse("Dockerfile"));
        }
        return metadata;
    }

    private static ObjectNode component(ArrayNode to, String type, String name) {
        return to.addObject().put("type", type).put("name", name);
    }

    private ArrayNode components() {
        var components = JsonNodeFactory.instance.arrayNode();
        var system = inventory.system().split(" ", 2);
        var distribution = component(components, "operating-system", system[0]).put("bom-ref", SYSTEM);
        if (system.length > 1) {
            distribution.put("version", system[1]);
        }
        for (var each : inventory.packages()) {
            var component = component(components, "library", each.name());
            component.put("bom-ref", each.url().toString());
            component.put("version", each.version());
            component.put("purl", each.url().toString());
            properties(component, each);
        }
        return components;
    }

    /** The source package, which vulnerabilities go by, under the names that Trivy reads. */
    private static void properties(ObjectNode component, InstalledPackage installed) {
        var properties = component.putArray("properties");
        property(properties, "SrcName", installed.source());
        property(properties, "SrcVersion", installed.sourceVersion());
    }

    private static void property(ArrayNode properties, String name, String value) {
        properties.addObject().put("name", "aquasecurity:trivy:" + name).put("value", value);
    }

    private ArrayNode dependencies() {
        var dependencies = JsonNodeFactory.instance.arrayNode();
        var image = dependencies.addObject().put("ref", IMAGE).putArray("dependsOn");
        image.add(SYSTEM);
        var system = dependencies.addObject().put("ref", SYSTEM).putArray("dependsOn");
        refs().forEach(system::add);
        return dependencies;
    }

    private List<String> refs() {
        return inventory.packages().stream().map(each -> each.url().toString()).toList();
    }

    /** What people put into an image without a package of the distribution is not looked for. */
    private static ArrayNode compositions() {
        var compositions = JsonNodeFactory.instance.arrayNode();
        compositions
                .addObject()
                .put("aggregate", "incomplete")
                .putArray("assemblies")
                .add(IMAGE);
        return compositions;
    }
}
