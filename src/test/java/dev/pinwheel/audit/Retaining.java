package dev.pinwheel.audit;

import dev.pinwheel.event.Source;
import dev.pinwheel.event.SourceRead;
import dev.pinwheel.evidence.Evidence;
import dev.pinwheel.image.Descriptor;
import dev.pinwheel.journal.Entries;
import dev.pinwheel.journal.Entry;
import dev.pinwheel.journal.Fact;
import dev.pinwheel.journal.Head;
import dev.pinwheel.ledger.Frontier;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.LongStream;

/** Retention over as many entries as wanted, each of which names another report and nearly each another source. */
public final class Retaining {

    private static final Duration KEPT = Duration.ofDays(400);
    private static final String TYPE = "application/json";

    private Retaining() {}

    /** How many contents are deleted: the second is, as the third is newer and of the same source; no other is there. */
    public static int everything(Path directory, long count, Supplier<Notebook> notebooks) throws IOException {
        var evidence = new Evidence(directory);
        var second = evidence.put(TYPE, content(1));
        Files.setLastModifiedTime(evidence.path(second), FileTime.from(Story.BEGIN));
        var clock = Clock.fixed(Story.BEGIN.plus(KEPT.multipliedBy(2)), ZoneOffset.UTC);
        return new Retention(KEPT, evidence, clock, notebooks).run(entries(count), event -> {});
    }

    private static Entries entries(long count) {
        var leaf = entry(0).stored();
        var frontier = Frontier.EMPTY;
        for (var index = 0L; index < count; index++) {
            frontier = frontier.append(leaf, (height, place, hash) -> {});
        }
        var head = new Head(frontier, frontier.root(), Story.BEGIN);
        return (Entries) Proxy.newProxyInstance(
                Entries.class.getClassLoader(),
                new Class<?>[] {Entries.class},
                (proxy, method, arguments) -> method.getName().equals("head")
                        ? head
                        : page((Long) arguments[1], Math.min(count, (Long) arguments[1] + (Integer) arguments[2])));
    }

    private static List<Entry> page(long from, long to) {
        return LongStream.range(from, to).mapToObj(Retaining::entry).toList();
    }

    private static Entry entry(long index) {
        var content = content(index);
        var report = new Descriptor(TYPE, Story.digest("report " + index), content.length);
        var source = new Source("source " + (index == 2 ? 1 : index));
        var fact = Fact.of(new SourceRead(Story.BEGIN, source, "main", "c" + index, 0, 0, report));
        return new Entry(index, fact.type().toString(), fact.leaf(), fact.leaf().hash());
    }

    private static byte[] content(long index) {
        return ("report " + index).getBytes(StandardCharsets.UTF_8);
    }
}
