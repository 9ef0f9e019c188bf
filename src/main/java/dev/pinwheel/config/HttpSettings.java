package dev.pinwheel.config;

/** Where {@code serve} answers. */
public record HttpSettings(String host, int port) {

    static HttpSettings read(Section section) {
        var settings =
                new HttpSettings(section.text("host").orElse("127.0.0.1"), section.number("port", 8080, 0, 65535));
        section.end();
        return settings;
    }
}
