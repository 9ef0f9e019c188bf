package dev.pinwheel.source;

import dev.pinwheel.event.Source;

/** A source's default branch at one commit, and its files. */
public record Snapshot(Source source, String branch, String commit, FileTree files) {}
