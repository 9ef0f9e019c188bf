package dev.pinwheel;

import dev.pinwheel.candidate.Builder;
import dev.pinwheel.candidate.Scanner;
import dev.pinwheel.proposal.Forge;
import dev.pinwheel.registry.Registry;
import dev.pinwheel.source.Sources;

/** An adapter for each port. */
record Parts(Sources sources, Registry registry, Builder builder, Scanner scanner, Forge forge) {}
