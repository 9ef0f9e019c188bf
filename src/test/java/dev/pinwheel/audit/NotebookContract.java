package dev.pinwheel.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every notebook does. */
public abstract class NotebookContract {

    @SuppressWarnings("NullAway.Init")
    private Notebook notebook;

    /** An empty notebook. */
    protected abstract Notebook begin();

    @BeforeEach
    void open() {
        notebook = begin();
    }

    @AfterEach
    void close() {
        notebook.close();
    }

    private static List<String> each(Notes notes, String... prefix) {
        var read = new ArrayList<String>();
        notes.each(List.of(prefix), (key, row) -> read.add(key + "=" + row));
        return read;
    }

    private static List<String> sorted(Notes notes, String... prefix) {
        var read = new ArrayList<String>();
        notes.sorted(List.of(prefix), (key, row) -> read.add(key + "=" + row));
        return read;
    }

    @Test
    void whatIsNotedIsFoundUntilItIsRemoved() {
        var notes = notebook.notes();
        notes.put(List.of("a", "b"), List.of("1", ""));

        assertEquals(Optional.of(List.of("1", "")), notes.find(List.of("a", "b")));
        assertEquals(Optional.empty(), notes.find(List.of("a")));
        assertEquals(Optional.empty(), notes.find(List.of("ab")));
        notes.remove(List.of("a", "b"));
        notes.remove(List.of("nothing"));
        assertEquals(Optional.empty(), notes.find(List.of("a", "b")));
    }

    @Test
    void aKeyKeepsThePlaceWhereItFirstCame() {
        var notes = notebook.notes();
        notes.put(List.of("z"), List.of("1"));
        notes.put(List.of("a"), List.of("2"));
        notes.put(List.of("z"), List.of("3"));

        assertEquals(List.of("[z]=[3]", "[a]=[2]"), each(notes));
        assertEquals(List.of("[a]=[2]", "[z]=[3]"), sorted(notes));
        notes.remove(List.of("z"));
        notes.put(List.of("z"), List.of("4"));
        assertEquals(List.of("[a]=[2]", "[z]=[4]"), each(notes));
    }

    @Test
    void keysThatBeginAlikeAreReadTogether() {
        var notes = notebook.notes();
        for (var key : List.of(List.of("a", "2"), List.of("ab", "1"), List.of("a", "1"), List.of("b"))) {
            notes.put(key, List.of());
        }

        assertEquals(List.of("[a, 2]=[]", "[a, 1]=[]"), each(notes, "a"));
        assertEquals(List.of("[a, 1]=[]", "[a, 2]=[]"), sorted(notes, "a"));
        assertEquals(List.of(), each(notes, ""));
    }

    @Test
    void anyTextIsKeptAsItIs() {
        var notes = notebook.notes();
        var odd = List.of("", "\n", "\\n", "\\", "a\nb\\\n", "\u0000", "\uFFFF", "\uD83D\uDE00", "ä");
        for (var text : odd) {
            notes.put(List.of(text, "x"), List.of(text, text));
        }

        for (var text : odd) {
            assertEquals(Optional.of(List.of(text, text)), notes.find(List.of(text, "x")));
            assertEquals(List.of(List.of(text, "x") + "=" + List.of(text, text)), each(notes, text));
        }
        assertEquals(odd.size(), sorted(notes).size());
    }

    @Test
    void rowsCanBeRemovedWhileTheyAreRead() {
        var notes = notebook.notes();
        for (var number = 0; number < 5_000; number++) {
            notes.put(List.of("k" + number), List.of("row " + number));
        }
        var read = new ArrayList<List<String>>();
        notes.each(Notes.ALL, (key, row) -> {
            read.add(row);
            notes.remove(key);
            notes.put(List.of("new " + key.getFirst()), row);
        });

        assertEquals(5_000, read.size());
        assertEquals(5_000, each(notes).size());
        assertEquals(Optional.empty(), notes.find(List.of("k0")));
    }

    @Test
    void notesAreApartFromEachOther() {
        var one = notebook.notes();
        var two = notebook.notes();
        one.put(List.of("k"), List.of("1"));
        two.put(List.of("k"), List.of("2"));

        assertEquals(List.of("[k]=[1]"), each(one));
        assertEquals(Optional.of(List.of("2")), two.find(List.of("k")));
    }
}
