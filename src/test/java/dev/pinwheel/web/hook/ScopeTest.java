package dev.pinwheel.web.hook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pinwheel.image.Reference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScopeTest {

    @Test
    void namesRepositoriesBelowARegistryOrAPathOfIt() {
        assertEquals(
                "registry.example.com/a/b",
                new Scope("registry.example.com").repository("a/b").toString());
        assertEquals(
                "nexus.example.com:8083/hosted/a/b",
                new Scope("nexus.example.com:8083/hosted").repository("a/b").toString());
    }

    @Test
    void holdsWhatIsBelowItAndNothingThatOnlyBeginsLikeIt() {
        var scope = new Scope("registry.example.com/base");

        assertTrue(scope.contains(
                Reference.parse("registry.example.com/base/debian").repository()));
        assertFalse(scope.contains(
                Reference.parse("registry.example.com/baseline/debian").repository()));
        assertFalse(scope.contains(
                Reference.parse("registry.example.com.evil.example/base/debian").repository()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "team", "registry.example.com/", "registry.example.com/UPPER", "registry.example.com/a:1"})
    void mustBeARegistry(String prefix) {
        assertThrows(IllegalArgumentException.class, () -> new Scope(prefix));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "../x", "a//b", "a:1", "a@sha256:0", "A", "a b", "evil.example.com:80/a"})
    void aPathThatIsNoneIsRefused(String path) {
        assertThrows(IllegalArgumentException.class, () -> new Scope("registry.example.com").repository(path));
    }
}
