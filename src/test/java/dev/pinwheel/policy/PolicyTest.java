package dev.pinwheel.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.pinwheel.event.Severity;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PolicyTest {

    private static final Policy POLICY = new Policy(Stage.BLOCK_NEW, Severity.HIGH, Duration.ofDays(3));

    @Test
    void saysAllThatItSaysInAFewLines() {
        assertEquals("""
                pinwheel policy 1
                stage block-new
                threshold HIGH
                unknown HIGH
                cooldown PT72H
                """, POLICY.toString());
    }

    @Test
    void isNamedByTheHashOfItsText() {
        assertEquals(
                "sha256:130d721bc1f9eb1ab245714de1ccb1a454f5d8dd01ae5d1f61b6604b0a0eee4a",
                POLICY.digest().toString());
    }

    @Test
    void hasAnotherNameWhenAnyPartDiffers() {
        var digests = Stream.of(
                        POLICY,
                        new Policy(Stage.MONITOR, Severity.HIGH, Duration.ofDays(3)),
                        new Policy(Stage.BLOCK_NEW, Severity.CRITICAL, Severity.HIGH, Duration.ofDays(3)),
                        new Policy(Stage.BLOCK_NEW, Severity.HIGH, Severity.LOW, Duration.ofDays(3)),
                        new Policy(Stage.BLOCK_NEW, Severity.HIGH, Duration.ZERO))
                .map(Policy::digest)
                .collect(Collectors.toSet());

        assertEquals(5, digests.size());
    }

    @Test
    void countsFromTheThresholdUpwardsAndWhatNobodyRated() {
        assertEquals(Set.of(Severity.HIGH, Severity.CRITICAL, Severity.UNKNOWN), counting(POLICY));
    }

    @Test
    void canTakeUnratedForMild() {
        var lenient = new Policy(Stage.BLOCK_NEW, Severity.HIGH, Severity.LOW, Duration.ZERO);

        assertEquals(Set.of(Severity.HIGH, Severity.CRITICAL), counting(lenient));
    }

    @Test
    void refusesAThresholdThatNobodyKnows() {
        assertThrows(IllegalArgumentException.class, () -> new Policy(Stage.MONITOR, Severity.UNKNOWN, Duration.ZERO));
    }

    @Test
    void refusesANegativeCooldown() {
        assertThrows(
                IllegalArgumentException.class, () -> new Policy(Stage.MONITOR, Severity.HIGH, Duration.ofSeconds(-1)));
    }

    @ParameterizedTest
    @EnumSource
    void readsBackEveryStage(Stage stage) {
        assertEquals(stage, Stage.parse(stage.toString()));
    }

    @Test
    void refusesAStageThatThereIsNot() {
        var refusal = assertThrows(IllegalArgumentException.class, () -> Stage.parse("block"));

        assertEquals("not a policy stage: 'block'; there are monitor, block-new", refusal.getMessage());
    }

    private static Set<Severity> counting(Policy policy) {
        return Stream.of(Severity.values()).filter(policy::counts).collect(Collectors.toSet());
    }
}
