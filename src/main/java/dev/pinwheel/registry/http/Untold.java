package dev.pinwheel.registry.http;

import dev.pinwheel.registry.News;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the other nodes have not been told yet: of each news what is left of it when they are. */
final class Untold {

    private static final int MOST = 64;

    private final List<Learned> news = new ArrayList<>();

    private record Learned(News news, long at) {

        Optional<News> left(long now) {
            return news.after(Duration.ofNanos(now - at));
        }
    }

    /** Adds what was learned at a time, in nanoseconds; where there is too much, the oldest is forgotten. */
    void add(List<News> learned, long now) {
        news.removeIf(one -> one.left(now).isEmpty());
        learned.forEach(one -> news.add(new Learned(one, now)));
        news.subList(0, Math.max(0, news.size() - MOST)).clear();
    }

    /** What there is to tell at a time, in nanoseconds. */
    List<News> at(long now) {
        return news.stream().flatMap(one -> one.left(now).stream()).toList();
    }

    /** All was told. */
    void clear() {
        news.clear();
    }
}
