package dev.pinwheel.source.git;

import java.io.IOException;
import org.eclipse.jgit.errors.CorruptObjectException;
import org.eclipse.jgit.lib.ObjectChecker;
import org.eclipse.jgit.treewalk.TreeWalk;

/** What names a file in a commit may have: no {@code ..}, no {@code .git} in any spelling, nothing absolute. */
final class Names {

    private static final ObjectChecker GIT_RULES = new ObjectChecker().setSafeForMacOS(true);

    private Names() {}

    /** The path that a walk is at. */
    static String checked(TreeWalk walk) throws IOException {
        var path = walk.getPathString();
        try {
            GIT_RULES.checkPath(path);
        } catch (CorruptObjectException e) {
            throw new IOException("it holds a file with a name that git forbids, '" + path + "'", e);
        }
        return path;
    }
}
