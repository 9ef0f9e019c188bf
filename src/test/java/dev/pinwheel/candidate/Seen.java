package dev.pinwheel.candidate;

import dev.pinwheel.event.Finding;
import java.util.List;
import java.util.Map;

/** What an inventory says, its report aside. */
public record Seen(String system, Map<String, String> versions, List<Finding> findings) {

    public static Seen in(Inventory inventory) {
        return new Seen(inventory.system(), inventory.versions(), inventory.findings());
    }
}
