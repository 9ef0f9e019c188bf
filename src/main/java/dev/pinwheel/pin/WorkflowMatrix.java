package dev.pinwheel.pin;

import dev.pinwheel.dockerfile.Text;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What {@code matrix.…} stands for in each run of a job, as far as the matrix is written out. */
final class WorkflowMatrix {

    private static final int MOST = 256;
    private static final String CONTEXT = "matrix.";

    private WorkflowMatrix() {}

    /**
     * One map for each run; one empty map where there is no matrix.
     *
     * @throws IllegalArgumentException if there are more than GitHub allows
     */
    static List<Map<String, Text>> of(Yaml job) {
        var matrix = job.get("strategy").flatMap(strategy -> strategy.get("matrix"));
        var all = List.<Map<String, Text>>of(Map.of());
        if (matrix.isEmpty()) {
            return all;
        }
        var included = matrix.get().get("include").map(Yaml::items).orElse(List.of());
        for (var axis : matrix.get().members().entrySet()) {
            if (!axis.getKey().equals("include") && !axis.getKey().equals("exclude")) {
                all = times(all, axis.getKey(), axis.getValue().items());
            }
        }
        var runs = new ArrayList<Map<String, Text>>(all);
        for (var item : included) {
            var run = new HashMap<String, Text>();
            put(run, "", item);
            runs.add(run);
        }
        return bounded(runs);
    }

    private static List<Map<String, Text>> times(List<Map<String, Text>> all, String name, List<Yaml> items) {
        var more = new ArrayList<Map<String, Text>>();
        for (var one : all) {
            for (var item : items) {
                var run = new HashMap<>(one);
                put(run, name, item);
                more.add(run);
                bounded(more);
            }
        }
        return items.isEmpty() ? all : more;
    }

    /** A text by its name, or the texts of a mapping by theirs: {@code matrix.image}, {@code matrix.item.image}. */
    private static void put(Map<String, Text> run, String name, Yaml item) {
        item.text().ifPresent(text -> run.put(CONTEXT + name, text));
        item.members().forEach((key, value) -> value.text()
                .ifPresent(text -> run.put(CONTEXT + (name.isEmpty() ? key : name + "." + key), text)));
    }

    private static List<Map<String, Text>> bounded(List<Map<String, Text>> runs) {
        if (runs.size() > MOST) {
            throw new IllegalArgumentException("a matrix makes more than " + MOST + " runs");
        }
        return runs;
    }
}
