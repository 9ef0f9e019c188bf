package dev.pinwheel.dockerfile;

/**
 * What stands ready in a <code>${X:-…}</code> or <code>${X-…}</code> for an ARG that has a value.
 *
 * @param argument the ARG's name
 * @param isForUnset whether an empty value keeps it from being used, too, so that no build argument leads there
 */
public record Fallback(String argument, boolean isForUnset) {}
