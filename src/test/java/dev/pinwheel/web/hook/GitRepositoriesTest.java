package dev.pinwheel.web.hook;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pinwheel.event.Source;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GitRepositoriesTest {

    private static final Source APP = new Source("https://github.com/AcmeCorp/app.git");
    private static final Source TOOL = new Source("https://git.example.com/team/tool");
    private static final GitRepositories KNOWN =
            new GitRepositories(Map.of(APP, Optional.empty(), TOOL, Optional.of("release")));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://github.com/AcmeCorp/app",
                "https://github.com/acmecorp/App.git",
                "http://github.com/AcmeCorp/app/",
                "https://user@github.com/AcmeCorp/app.git",
                "git://github.com/AcmeCorp/app.git"
            })
    void isFoundByEachAddressThatSendersWrite(String url) {
        assertEquals(Optional.of(APP), KNOWN.at(url));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"https://github.com/AcmeCorp/apps", "https://github.com.evil.example/AcmeCorp/app", "", "app"})
    void isNotFoundByAnother(String url) {
        assertEquals(Optional.empty(), KNOWN.at(url));
    }

    @Test
    @Timeout(5)
    void isNotSearchedForByWhatIsTooLongToBeAnAddress() {
        assertEquals(Optional.empty(), KNOWN.at("https://github.com/" + "/".repeat(1_000_000) + "x"));
    }

    @Test
    void onlyAPushToTheBranchThatIsReadMatters() {
        var app = "https://github.com/acmecorp/app";

        assertEquals(Optional.of(APP), KNOWN.reading(new Hint.Pushed(app, "main", true)));
        assertEquals(Optional.empty(), KNOWN.reading(new Hint.Pushed(app, "dev", false)));
        assertEquals(Optional.of(TOOL), KNOWN.reading(new Hint.Pushed(TOOL.name(), "release", false)));
        assertEquals(Optional.empty(), KNOWN.reading(new Hint.Pushed(TOOL.name(), "main", true)));
    }
}
