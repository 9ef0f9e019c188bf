package dev.pinwheel.source.git;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.transport.RemoteRefUpdate;
import org.eclipse.jgit.transport.TagOpt;
import org.eclipse.jgit.transport.Transport;
import org.eclipse.jgit.transport.TransportHttp;
import org.jspecify.annotations.Nullable;

/** The repository that an origin names, as git's protocols show it; each exchange keeps to the limits. */
final class Remote {

    private final Origin origin;
    private final Repository local;
    private final Limits limits;

    Remote(Origin origin, Repository local, Limits limits) {
        this.origin = origin;
        this.local = local;
        this.limits = limits;
    }

    /** A branch and the commit that it is at. */
    record Tip(String branch, ObjectId commit) {}

    /** The configured branch, or the one that HEAD names, as it is now. */
    Tip tip() throws IOException {
        var wanted = origin.branch().map(name -> Constants.R_HEADS + name).orElse(Constants.HEAD);
        try (var transport = open(new Allowance(limits));
                var connection = transport.openFetch(List.of(), wanted)) {
            return tip(wanted, connection.getRef(wanted));
        }
    }

    private static Tip tip(String wanted, @Nullable Ref ref) throws IOException {
        if (ref == null || ref.getObjectId() == null) {
            throw new IOException("it has no " + wanted + ", or no commit on it yet");
        }
        var name = ref.getLeaf().getName();
        if (!name.startsWith(Constants.R_HEADS)) {
            throw new IOException("its HEAD names no branch; configure the branch to read");
        }
        return new Tip(name.substring(Constants.R_HEADS.length()), ref.getObjectId());
    }

    /** Fetches what a branch's name or a commit's id stands for, without its history, and keeps it under a ref. */
    void fetch(String what, String keep) throws IOException {
        var allowance = new Allowance(limits);
        try (var transport = open(allowance)) {
            transport.setDepth(1);
            transport.fetch(allowance, List.of(new RefSpec("+" + what + ":" + keep)));
        }
    }

    /** Moves a branch from exactly {@code expected}, or makes it; says how the remote answered. */
    RemoteRefUpdate push(String branch, ObjectId commit, Optional<ObjectId> expected) throws IOException {
        var update = new RemoteRefUpdate(
                local,
                commit.name(),
                commit,
                Constants.R_HEADS + branch,
                true,
                null,
                expected.orElse(ObjectId.zeroId()));
        var allowance = new Allowance(limits);
        try (var transport = open(allowance)) {
            transport.push(allowance, List.of(update));
        }
        return update;
    }

    private Transport open(Allowance allowance) throws IOException {
        var transport = Transport.open(local, origin.uri());
        transport.setTimeout((int) limits.silence().toSeconds());
        transport.setTagOpt(TagOpt.NO_TAGS);
        transport.setCredentialsProvider(
                origin.credentials().map(known -> new OwnHost(origin, known)).orElse(null));
        if (transport instanceof TransportHttp http) {
            http.setHttpConnectionFactory(new GuardedConnections(origin, allowance));
        }
        return transport;
    }
}
