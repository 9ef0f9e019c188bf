package dev.pinwheel.pin;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The targets that one block makes: one, or one for each combination of its matrix. */
record BakeMatrix(String label, Hcl.Block block, BakeValues values) {

    private static final int MOST = 256;

    List<BakeFile.Target> targets() {
        if (!(block.members().get("matrix") instanceof Setting.Mapping matrix)) {
            return List.of(new BakeFile.Target(label, block, values));
        }
        var targets = new ArrayList<BakeFile.Target>();
        for (var combination : combinations(matrix)) {
            var named = values.with(combination);
            var name = block.members().get("name");
            targets.add(
                    new BakeFile.Target(name == null ? label : named.text(name).toString(), block, named));
        }
        return targets;
    }

    private List<Map<String, Setting>> combinations(Setting.Mapping matrix) {
        var all = List.<Map<String, Setting>>of(Map.of());
        for (var axis : matrix.members().entrySet()) {
            if (!(values.of(axis.getValue()) instanceof Setting.Sequence given)) {
                throw new IllegalArgumentException("target " + label + ": its matrix is no list: " + axis.getKey());
            }
            if ((long) all.size() * given.items().size() > MOST) {
                throw new IllegalArgumentException("target " + label + ": its matrix makes more than " + MOST);
            }
            all = times(all, axis.getKey(), given.items());
        }
        return all;
    }

    private static List<Map<String, Setting>> times(List<Map<String, Setting>> all, String name, List<Setting> items) {
        var more = new ArrayList<Map<String, Setting>>();
        for (var one : all) {
            for (var item : items) {
                var next = new HashMap<>(one);
                next.put(name, item);
                more.add(next);
            }
        }
        return more;
    }
}
