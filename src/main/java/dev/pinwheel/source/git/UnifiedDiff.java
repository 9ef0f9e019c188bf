package dev.pinwheel.source.git;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.eclipse.jgit.diff.DiffFormatter;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;

/** What differs between two commits, as {@code git diff} writes it. */
final class UnifiedDiff {

    private UnifiedDiff() {}

    static String between(Repository repository, RevCommit before, RevCommit after) throws IOException {
        var text = new ByteArrayOutputStream();
        try (var formatter = new DiffFormatter(text)) {
            formatter.setRepository(repository);
            formatter.format(before.getTree(), after.getTree());
        }
        return text.toString(StandardCharsets.UTF_8);
    }
}
