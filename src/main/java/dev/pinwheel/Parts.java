package dev.pinwheel;

import dev.pinwheel.candidate.Builder;
import dev.pinwheel.candidate.Scanner;
import dev.pinwheel.proposal.Forge;
import dev.pinwheel.registry.Registry;
import dev.pinwheel.source.git.GitSources;

/** An adapter for each port. */
record Parts(GitSources sources, Registry registry, Builder builder, Scanner scanner, Forge forge) {}
