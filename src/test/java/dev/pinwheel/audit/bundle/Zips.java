package dev.pinwheel.audit.bundle;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/** Zip files taken apart and put together again otherwise. */
final class Zips {

    private Zips() {}

    static Map<String, byte[]> read(Path file) throws IOException {
        var members = new LinkedHashMap<String, byte[]>();
        try (var zip = new ZipFile(file.toFile())) {
            for (var entry : zip.stream().toList()) {
                members.put(entry.getName(), zip.getInputStream(entry).readAllBytes());
            }
        }
        return members;
    }

    static Path write(Path file, Map<String, byte[]> members) throws IOException {
        try (var zip = new ZipOutputStream(Files.newOutputStream(file))) {
            for (var member : members.entrySet()) {
                var entry = new ZipEntry(member.getKey());
                entry.setTimeLocal(LocalDateTime.of(1980, 1, 1, 0, 0, 2));
                zip.putNextEntry(entry);
                zip.write(member.getValue());
            }
        }
        return file;
    }

    /** The file with every occurrence of a text of the same length replaced, in names and in content. */
    static Path replaced(Path file, Path into, String text, String by) throws IOException {
        var bytes = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        return Files.writeString(into, bytes.replace(text, by), StandardCharsets.ISO_8859_1);
    }
}
