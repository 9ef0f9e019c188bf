package dev.pinwheel.pin;

import dev.pinwheel.dockerfile.Text;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What bake files say together: each target as the files after the first change it. */
final class BakeFile {

    private static final int MOST_ANCESTORS = 20;
    private static final Text NULL = Text.unwritten("null");

    /**
     * One target, as it is written.
     *
     * @param block the block that makes it, and perhaps others
     * @param values what the names in it stand for
     */
    record Target(String name, Hcl.Block block, BakeValues values) {

        /** Where its block begins. */
        Text at() {
            return block.at();
        }

        Map<String, Setting> members() {
            return block.members();
        }

        Optional<Setting> get(String member) {
            return Optional.ofNullable(members().get(member));
        }
    }

    private final Map<String, Target> targets = new LinkedHashMap<>();
    private final Optional<BakeFile> below;

    /**
     * Puts blocks together; of several for one target, or one variable, the last counts.
     *
     * @param below what the same files say without the last of them
     */
    BakeFile(List<Hcl.Block> blocks, Optional<BakeFile> below) {
        this.below = below;
        var variables = new HashMap<String, Setting>();
        var merged = new LinkedHashMap<String, Hcl.Block>();
        for (var block : blocks) {
            if (block.labels().isEmpty()) {
                continue;
            }
            var name = block.labels().getFirst();
            switch (block.type()) {
                case "variable" ->
                    variables.put(name, block.members().getOrDefault("default", new Setting.Written(NULL)));
                case "target" -> merged.merge(name, block, BakeFile::over);
                default -> {}
            }
        }
        blocks.stream().filter(block -> block.type().isEmpty()).forEach(block -> variables.putAll(block.members()));
        var values = new BakeValues(variables);
        merged.forEach((name, block) ->
                new BakeMatrix(name, block, values).targets().forEach(target -> targets.put(target.name(), target)));
    }

    private static Hcl.Block over(Hcl.Block below, Hcl.Block block) {
        var members = new LinkedHashMap<>(below.members());
        block.members().forEach((name, value) -> members.merge(name, value, BakeFile::over));
        return new Hcl.Block(block.type(), block.labels(), members, block.at());
    }

    private static Setting over(Setting below, Setting value) {
        if (below instanceof Setting.Mapping before && value instanceof Setting.Mapping after) {
            var members = new LinkedHashMap<>(before.members());
            members.putAll(after.members());
            return new Setting.Mapping(members);
        }
        return value;
    }

    List<Target> targets() {
        return List.copyOf(targets.values());
    }

    /** What the target of the same name gives in a mapping where only the files below count; nothing if there is none. */
    Map<String, Text> givenBelow(Target target, String member) {
        return below.flatMap(file -> Optional.ofNullable(file.targets.get(target.name()))
                        .map(found -> new BakePairs(file, file.lineage(found), member)
                                .arguments()
                                .given()))
                .orElse(Map.of());
    }

    /** A target's ancestors, farthest first, and itself. */
    List<Target> lineage(Target target) {
        var lineage = new ArrayList<Target>();
        collect(target, lineage, new int[] {0});
        return lineage;
    }

    private void collect(Target target, List<Target> lineage, int[] looked) {
        if (target.members().get("inherits") instanceof Setting.Sequence parents) {
            for (var parent : parents.items()) {
                var found = targets.get(target.values().text(parent).chars());
                if (found != null && looked[0]++ < MOST_ANCESTORS) {
                    collect(found, lineage, looked);
                }
            }
        }
        lineage.add(target);
    }
}
