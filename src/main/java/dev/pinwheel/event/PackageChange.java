package dev.pinwheel.event;

import java.util.Optional;

/** A binary package whose version differs between two images; absent on the side that lacks it. */
public record PackageChange(String name, Optional<String> before, Optional<String> after) {}
