package dev.pinwheel.proposal;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pinwheel.event.Candidate;
import dev.pinwheel.event.Source;
import dev.pinwheel.image.Digest;
import dev.pinwheel.image.Watch;

/** What a proposal's branch, pull request and commit are called. */
public final class Naming {

    /** How the name of every proposal's branch begins. */
    public static final String BRANCHES = "pinwheel/";

    private static final int LONGEST_NAME = 60;

    private Naming() {}

    /** The branch for a source and a watch: always the same one for the same two, and another for any other. */
    public static String branch(Source source, Watch watch) {
        var path = watch.repository().path();
        var name = (path.substring(path.lastIndexOf('/') + 1) + "-" + watch.tag()).replaceAll("\\.{2,}", ".");
        var hash = Digest.of((source + " " + watch).getBytes(UTF_8)).abbreviated();
        return BRANCHES + name.substring(0, Math.min(name.length(), LONGEST_NAME)) + "-" + hash;
    }

    /** The pull request's title, which is also the commit's subject. */
    public static String title(Candidate candidate) {
        return "Rotate " + familiar(candidate.watch()) + " to "
                + candidate.digest().algorithm() + ":" + candidate.digest().abbreviated();
    }

    /** The commit message: the subject, what the text would say in one sentence, and where it is recorded. */
    public static String message(Facts facts) {
        var candidate = facts.candidate();
        return title(candidate) + "\n\n" + Wrapped.at72(Summary.plain(facts)) + "\n\nPinwheel-Watch: "
                + candidate.watch() + "\nPinwheel-Digest: " + candidate.digest() + "\nPinwheel-Ledger-Entry: "
                + facts.proof().index() + "\n";
    }

    /** A watch as people write it: without what Docker Hub adds by itself, and not longer than a title bears. */
    static String familiar(Watch watch) {
        var name = watch.toString().replaceFirst("^docker\\.io/(library/)?", "");
        return name.length() <= LONGEST_NAME ? name : "…" + name.substring(name.length() - LONGEST_NAME + 1);
    }
}
