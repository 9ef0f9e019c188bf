package dev.pinwheel;

import dev.pinwheel.candidate.Builder;
import dev.pinwheel.candidate.Scanner;
import dev.pinwheel.pin.PinReader;
import dev.pinwheel.proposal.Forge;
import dev.pinwheel.registry.http.HttpRegistry;
import dev.pinwheel.source.git.GitSources;

/** An adapter for each port, and what reads the pins. */
record Parts(
        GitSources sources, PinReader pins, HttpRegistry registry, Builder builder, Scanner scanner, Forge forge) {}
