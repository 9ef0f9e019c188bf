package dev.pinwheel.registry.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pinwheel.registry.http.Challenge.Basic;
import dev.pinwheel.registry.http.Challenge.Bearer;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChallengeTest {

    private static Optional<Challenge> in(String... headers) {
        return Challenge.in(List.of(headers));
    }

    @Test
    void readsABearerChallenge() {
        assertEquals(
                Optional.of(new Bearer(
                        "https://auth.example/token",
                        Optional.of("r.example"),
                        Optional.of("repository:a/b:pull,push"))),
                in(
                        "Bearer realm=\"https://auth.example/token\",service=\"r.example\",scope=\"repository:a/b:pull,push\""));
    }

    @Test
    void readsABearerChallengeWithoutServiceAndScope() {
        assertEquals(
                Optional.of(new Bearer("https://auth.example/token", Optional.empty(), Optional.empty())),
                in("bearer REALM=https://auth.example/token, error=\"insufficient_scope\""));
    }

    @Test
    void readsAQuotedPair() {
        assertEquals(
                Optional.of(new Bearer("https://a.example/\"x\"", Optional.empty(), Optional.empty())),
                in("Bearer realm=\"https://a.example/\\\"x\\\"\""));
    }

    @Test
    void takesTheBearerBeforeTheBasicChallenge() {
        var bearer = Optional.of(new Bearer("https://a.example", Optional.empty(), Optional.empty()));

        assertEquals(bearer, in("Basic realm=\"x\", Bearer realm=\"https://a.example\""));
        assertEquals(bearer, in("Basic realm=\"x\"", "Bearer realm=\"https://a.example\""));
    }

    @Test
    void readsABasicChallenge() {
        assertEquals(Optional.of(new Basic()), in("Basic realm=\"Bearer realm=x\", charset=\"UTF-8\""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Digest realm=\"x\"", "Bearer", "Negotiate", "\"\"", "=,=,="})
    void knowsNoOther(String header) {
        assertEquals(Optional.empty(), in(header));
    }

    @Test
    void endsOnALongHeader() {
        assertEquals(Optional.empty(), in("a=\"" + "\\".repeat(100_000)));
    }

    @Test
    void asksForAnotherRepositoryWhatItAsksForOne() {
        var asking = new Bearer("https://auth.example/token", Optional.of("it"), Optional.of("repository:a/b:pull"));

        assertEquals(
                Optional.of(
                        new Bearer("https://auth.example/token", Optional.of("it"), Optional.of("repository:c:pull"))),
                asking.insteadFor("c", "a/b"));
        assertEquals(Optional.empty(), asking.insteadFor("c", "a"));
    }

    @Test
    void asksForAnotherRepositoryNothingThatIsUnusual() {
        var asking = new Bearer("https://auth.example/token", Optional.empty(), Optional.of("registry:catalog:*"));

        assertEquals(Optional.empty(), asking.insteadFor("c", "a/b"));
    }
}
