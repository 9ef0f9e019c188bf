package dev.pinwheel.audit;

import dev.pinwheel.event.Event;
import dev.pinwheel.event.Recorded;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The rows of an answer to a few facts, which are entries 1, 2, … in their order. */
final class Hearing {

    private Hearing() {}

    static List<List<String>> of(Question.Answered question, Asked asked, List<Event> facts) {
        return of(question, asked, new Reports(descriptor -> Optional.empty(), new MemoryNotebook()), facts);
    }

    static List<List<String>> of(Question.Answered question, Asked asked, Reports reports, List<Event> facts) {
        var rows = new ArrayList<List<String>>();
        var inquiry = question.start().begin(asked, reports, rows::add);
        for (var i = 0; i < facts.size(); i++) {
            inquiry.hear(new Recorded<>(i + 1, facts.get(i)));
        }
        inquiry.end();
        return rows;
    }
}
