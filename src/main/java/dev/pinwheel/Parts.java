package dev.pinwheel;

import dev.pinwheel.candidate.Builder;
import dev.pinwheel.candidate.Scanner;
import dev.pinwheel.pin.PinReader;
import dev.pinwheel.proposal.Forge;
import dev.pinwheel.registry.http.HttpRegistry;
import dev.pinwheel.source.git.GitSources;
import dev.pinwheel.watch.LookLines;

/** An adapter for each port, and what reads the pins. */
record Parts(
        GitSources sources,
        PinReader pins,
        HttpRegistry registry,
        LookLines looked,
        Builder builder,
        Scanner scanner,
        Forge forge,
        GitHubs gitHubs)
        implements AutoCloseable {

    @Override
    public void close() {
        looked.close();
        gitHubs.close();
        sources.close();
    }
}
