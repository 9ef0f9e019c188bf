package dev.pinwheel.source.git;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OriginTest {

    private static final Optional<Credentials> KNOWN = Optional.of(new Credentials("bot", () -> "hunter2"));

    private static Origin at(String url) {
        return new Origin(url, Optional.empty(), Optional.empty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://git.example.org/a.git", "http://127.0.0.1:8080/a.git", "file:///srv/git/a.git"})
    void takesUrlsAsTheyAre(String url) {
        assertEquals(url, at(url).url());
    }

    @Test
    void takesAPathFromWhereWeAre() {
        assertTrue(at("some/../repo").url().endsWith("/repo"));
        assertTrue(at("some/../repo").url().startsWith("/"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ssh://git@git.example.org/a.git", "ext://sh", "git://git.example.org/a.git"})
    void takesNoOtherProtocol(String url) {
        assertThrows(IllegalArgumentException.class, () -> at(url));
    }

    @Test
    void takesNoCredentialsInTheUrlAndDoesNotShowThem() {
        var failure =
                assertThrows(IllegalArgumentException.class, () -> at("https://bot:hunter2@git.example.org/a.git"));

        var message = String.valueOf(failure.getMessage());
        assertFalse(message.contains("hunter2"), message);
        assertTrue(message.contains("git.example.org/a.git"), message);
    }

    @Test
    void sendsNoCredentialsOverPlainHttpToAnotherMachine() {
        assertThrows(
                IllegalArgumentException.class,
                () -> new Origin("http://git.example.org/a.git", Optional.empty(), KNOWN));
    }

    @Test
    void takesNoBranchThatGitForbids() {
        assertThrows(
                IllegalArgumentException.class,
                () -> new Origin("https://git.example.org/a.git", Optional.of("a..b"), Optional.empty()));
    }

    @Test
    void knowsItsOwnHost() {
        var origin = new Origin("https://git.example.org/a.git", Optional.empty(), KNOWN);

        assertTrue(origin.covers(URI.create("https://GIT.example.org:443/b.git/info/refs")));
        assertFalse(origin.covers(URI.create("http://git.example.org/a.git")));
        assertFalse(origin.covers(URI.create("https://git.example.org:8443/a.git")));
        assertFalse(origin.covers(URI.create("https://example.org/a.git")));
    }

    @Test
    void showsNoSecret() {
        assertFalse(new Origin("https://git.example.org/a.git", Optional.empty(), KNOWN)
                .toString()
                .contains("hunter2"));
    }
}
