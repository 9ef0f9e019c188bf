package dev.pinwheel.pin;

import dev.pinwheel.dockerfile.Text;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * What {@code matrix.…} stands for in each run of the jobs of one file, as far as matrices are written out.
 *
 * @see <a href="https://docs.github.com/en/actions/how-tos/write-workflows/choose-what-workflows-do/run-job-variations">Running
 *     variations of jobs</a>
 */
final class WorkflowMatrix {

    private static final int MOST = 256;
    private static final int MOST_OF_ALL = 100_000;
    private static final String CONTEXT = "matrix.";
    private static final String INCLUDE = "include";
    private static final String EXCLUDE = "exclude";

    private final Allowance looked = new Allowance(MOST_OF_ALL, "");

    /**
     * One run.
     *
     * @param axes what the axes say
     * @param all the same, and what {@code include} adds
     */
    private record Run(Map<String, Text> axes, Map<String, Text> all) {

        Run(Map<String, Text> axes) {
            this(axes, new HashMap<>(axes));
        }

        boolean contradicts(Map<String, Text> item) {
            return item.entrySet().stream().anyMatch(value -> Optional.ofNullable(axes.get(value.getKey()))
                    .filter(said -> !said.chars().equals(value.getValue().chars()))
                    .isPresent());
        }

        boolean isMeantBy(Map<String, Text> item) {
            return !item.isEmpty() && axes.keySet().containsAll(item.keySet()) && !contradicts(item);
        }
    }

    /**
     * One map for each run; one empty map where there is no matrix, or none that is written out.
     *
     * @throws IllegalArgumentException if there are more than GitHub allows
     */
    List<Map<String, Text>> runs(Yaml job) {
        var written = job.get("strategy").flatMap(strategy -> strategy.get("matrix"));
        if (written.isEmpty()) {
            return List.of(Map.of());
        }
        var matrix = written.get();
        var runs = combinations(matrix);
        for (var excluded : items(matrix, EXCLUDE)) {
            look(runs.size());
            runs.removeIf(run -> run.isMeantBy(excluded));
        }
        items(matrix, INCLUDE).forEach(item -> include(item, runs));
        if (runs.isEmpty() && !isWrittenOut(matrix)) {
            runs.add(new Run(Map.of()));
        }
        return known(matrix, runs);
    }

    /** Adds to each run that it does not contradict, or else as a run of its own. */
    private void include(Map<String, Text> item, List<Run> runs) {
        look(runs.size());
        var meant = runs.stream()
                .filter(run -> !run.axes().isEmpty() && !run.contradicts(item))
                .toList();
        meant.forEach(run -> run.all().putAll(item));
        if (meant.isEmpty()) {
            runs.add(new Run(Map.of(), new HashMap<>(item)));
            bounded(runs);
        }
    }

    /** What one run has not, and another one has, is empty to it. */
    private static List<Map<String, Text>> known(Yaml matrix, List<Run> runs) {
        if (isWrittenOut(matrix)) {
            var names = new TreeSet<String>();
            runs.forEach(run -> names.addAll(run.all().keySet()));
            names.forEach(name -> runs.forEach(run -> run.all().putIfAbsent(name, Text.EMPTY)));
        }
        return runs.stream().map(Run::all).toList();
    }

    /** Whether nothing of it is made by an expression. */
    private static boolean isWrittenOut(Yaml matrix) {
        return !matrix.members().isEmpty()
                && matrix.members().values().stream()
                        .allMatch(axis -> axis.text().isEmpty());
    }

    private static List<Map<String, Text>> items(Yaml matrix, String member) {
        return matrix.get(member).map(Yaml::items).orElse(List.of()).stream()
                .map(item -> {
                    var texts = new HashMap<String, Text>();
                    item.members().forEach((name, value) -> put(texts, name, value));
                    return (Map<String, Text>) texts;
                })
                .toList();
    }

    private List<Run> combinations(Yaml matrix) {
        var all = List.<Map<String, Text>>of(Map.of());
        for (var axis : matrix.members().entrySet()) {
            if (!axis.getKey().equals(INCLUDE) && !axis.getKey().equals(EXCLUDE)) {
                all = times(all, axis.getKey(), axis.getValue().items());
            }
        }
        var runs = new ArrayList<Run>();
        all.stream().filter(axes -> !axes.isEmpty()).map(Run::new).forEach(runs::add);
        return runs;
    }

    private List<Map<String, Text>> times(List<Map<String, Text>> all, String name, List<Yaml> items) {
        var more = new ArrayList<Map<String, Text>>();
        for (var one : all) {
            look(items.size());
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
        item.members()
                .forEach((key, value) -> value.text().ifPresent(text -> run.put(CONTEXT + name + "." + key, text)));
    }

    private void look(long more) {
        if (!looked.take(more)) {
            throw new IllegalArgumentException("the matrices of its file are too large");
        }
    }

    private static void bounded(List<?> runs) {
        if (runs.size() > MOST) {
            throw new IllegalArgumentException("a matrix makes more than " + MOST + " runs");
        }
    }
}
