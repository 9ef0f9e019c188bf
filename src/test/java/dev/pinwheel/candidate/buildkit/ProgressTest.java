package dev.pinwheel.candidate.buildkit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pinwheel.image.Digest;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ProgressTest {

    private static final Digest ONE = Digest.of(new byte[] {1});
    private static final Digest TWO = Digest.of(new byte[] {2});
    private static final Digest THREE = Digest.of(new byte[] {3});

    @Test
    void theBasesAreThoseOfStagesThatWereDone() {
        var log = """
                #3 [internal] load metadata for r.example/a:1@%1$s
                #3 DONE 0.1s

                #5 [stage-1 1/2] FROM r.example/a:1@%1$s
                #5 resolve r.example/a:1@%1$s 0.0s done
                #5 DONE 0.3s

                #6 [build 1/2] FROM r.example/b@%2$s
                #6 CACHED

                #7 [other 1/2] FROM r.example/c@%3$s
                #7 CANCELED
                """.formatted(ONE, TWO, THREE);

        assertEquals(Set.of(ONE, TWO), Progress.bases(log));
    }

    @Test
    void whatACommandPrintsIsNotAStep() {
        var log = """
                #8 [2/2] RUN cat forged
                #8 0.101 #9 [1/2] FROM r.example/a@%1$s
                #8 0.101 #9 DONE 0.1s
                #8 DONE 0.2s
                """.formatted(ONE);

        assertEquals(Set.of(), Progress.bases(log));
    }

    @Test
    void aStageWithoutADigestIsNoBase() {
        assertEquals(Set.of(), Progress.bases("#5 [1/2] FROM r.example/a:1\n#5 DONE 0.1s\n"));
    }
}
