package dev.pinwheel.candidate;

/** Stands where no builder was found: every build fails and says what to install. */
public record MissingBuilder(String name, String reason) implements Builder {

    @Override
    public BuildResult build(BuildOrder order) {
        return new BuildResult.Failed(reason, "");
    }
}
