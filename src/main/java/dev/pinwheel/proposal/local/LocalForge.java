package dev.pinwheel.proposal.local;

import dev.pinwheel.proposal.Forge;
import dev.pinwheel.proposal.ForgeException;
import dev.pinwheel.proposal.Outcome;
import dev.pinwheel.proposal.Proposal;
import dev.pinwheel.source.Change;
import dev.pinwheel.source.SourceException;
import dev.pinwheel.source.Sources;
import dev.pinwheel.source.Written;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** A forge without a server: the branch is in the source's own repository, the text and the diff are in files. */
public final class LocalForge implements Forge {

    private final Sources sources;
    private final Path directory;

    /** A forge that writes each proposal's text and diff into this directory, named as its branch. */
    public LocalForge(Sources sources, Path directory) {
        this.sources = sources;
        this.directory = directory.toAbsolutePath().normalize();
    }

    @Override
    public Outcome propose(Proposal proposal) throws ForgeException {
        try {
            return switch (write(proposal)) {
                case Written.Done done -> describe(proposal, done);
                case Written.Moved moved -> new Outcome.Refused(moved.reason() + ": somebody works on it");
            };
        } catch (IOException e) {
            throw new ForgeException(
                    "tried to propose branch " + proposal.branch() + " of "
                            + proposal.candidate().source() + " but " + e.getMessage(),
                    e);
        }
    }

    /** A branch of ours that people have taken away, as after a merge, is made again. */
    private Written write(Proposal proposal) throws SourceException {
        var written = write(proposal, proposal.ours());
        return written instanceof Written.Moved && proposal.ours().isPresent()
                ? write(proposal, Optional.empty())
                : written;
    }

    private Written write(Proposal proposal, Optional<String> expected) throws SourceException {
        var change = new Change(
                proposal.branch(), proposal.commit(), proposal.files(), proposal.message(), proposal.at(), expected);
        return sources.write(proposal.candidate().source(), change);
    }

    private Outcome describe(Proposal proposal, Written.Done done) throws IOException {
        var text = new Description(directory, proposal.branch());
        var before = text.read();
        var now = "# " + proposal.title() + "\n\n" + proposal.text();
        text.write(now, done.diff());
        var url = text.url();
        if (before.isEmpty()) {
            return new Outcome.Opened(url, done.commit());
        }
        var same = before.get().equals(now)
                && proposal.ours().map(done.commit()::equals).orElse(true);
        return same ? new Outcome.Unchanged(url, done.commit()) : new Outcome.Refreshed(url, done.commit());
    }
}
