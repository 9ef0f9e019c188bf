package dev.pinwheel.proposal.github;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.kohsuke.github.HttpException;

class FailureTest {

    @Test
    void saysWhatGitHubSaidAndWhatToDo() {
        var answer = "{\"message\":\"Validation Failed\",\"errors\":[{\"message\":\"No commits between\"}]}";
        var failure =
                new IOException("wrapped", new HttpException(answer, 403, "Forbidden", "https://api.example.org"));

        assertEquals(
                "GitHub answered 403: Validation Failed; No commits between;"
                        + " check that it may write the repository's contents and pull requests",
                Failure.reason(failure));
    }

    @Test
    void showsNoTokenAndNoSecondLine() {
        assertEquals(
                "sent ••• and ••• and •••",
                Failure.reason(new IOException("sent ghs_abcDEF123\nand github_pat_11AA_bb\r\nand Bearer ey.x.y")));
    }

    @Test
    void keepsItShort() {
        assertEquals(301, Failure.reason(new IOException("x".repeat(10_000))).length());
    }
}
