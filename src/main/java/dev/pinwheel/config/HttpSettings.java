package dev.pinwheel.config;

/** Where {@code serve} answers. */
public record HttpSettings(String host, int port) {}
