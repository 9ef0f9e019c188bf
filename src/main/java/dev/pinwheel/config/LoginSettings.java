package dev.pinwheel.config;

/** A user name and its password. */
public record LoginSettings(String username, Secret password) {}
