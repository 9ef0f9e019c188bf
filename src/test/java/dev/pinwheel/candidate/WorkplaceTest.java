package dev.pinwheel.candidate;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pinwheel.event.Attempt;
import dev.pinwheel.event.Candidate;
import dev.pinwheel.event.Source;
import dev.pinwheel.image.Digest;
import dev.pinwheel.image.Watch;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkplaceTest {

    private static final Digest DIGEST = Digest.of(new byte[0]);
    private static final Candidate CANDIDATE =
            new Candidate(new Source("/srv/app.git"), Watch.parse("a.example/b:1"), List.of(DIGEST), DIGEST);

    @TempDir
    private Path folder;

    @Test
    void eachAttemptAndEachDockerfileHasItsOwnPlace() {
        var place = new Workplace(folder);
        var first = new Attempt(CANDIDATE, 1);

        assertNotEquals(place.workTree(first), place.workTree(new Attempt(CANDIDATE, 2)));
        assertNotEquals(place.layout(first, "a/Dockerfile"), place.layout(first, "b/Dockerfile"));
    }

    @Test
    void preparingTakesAwayWhatAnInterruptedTryLeft() throws Exception {
        var place = new Workplace(folder);
        var attempt = new Attempt(CANDIDATE, 1);
        place.prepare(attempt);
        Files.createDirectories(place.workTree(attempt).resolve("left"));

        place.prepare(attempt);

        assertFalse(Files.exists(place.workTree(attempt)));
    }

    @Test
    void removingFollowsNoSymbolicLink() throws Exception {
        var outside = Files.writeString(
                Files.createDirectory(folder.resolve("outside")).resolve("kept"), "x");
        var inside = Files.createDirectories(folder.resolve("inside/deep"));
        Files.createSymbolicLink(inside.resolve("link"), outside.getParent());

        Workplace.remove(folder.resolve("inside"));

        assertTrue(Files.exists(outside));
        assertFalse(Files.exists(folder.resolve("inside")));
    }
}
