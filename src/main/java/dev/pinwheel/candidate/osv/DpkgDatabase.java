package dev.pinwheel.candidate.osv;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads dpkg's database: paragraphs of fields, one paragraph a package.
 *
 * @see <a href="https://www.debian.org/doc/debian-policy/ch-controlfields.html">Debian policy, chapter 5</a>
 */
final class DpkgDatabase {

    private static final Set<String> FIELDS = Set.of("Package", "Status", "Version", "Architecture", "Source");
    private static final Set<String> NOT_THERE = Set.of("not-installed", "config-files");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9+._-]*");
    private static final Pattern ARCHITECTURE = Pattern.compile("[a-z0-9][a-z0-9-]{0,30}");
    private static final Pattern SOURCE = Pattern.compile("(\\S+)(?:\\s+\\((\\S+)\\))?");

    private final String file;

    /** @param file the database's path in the image, for messages */
    DpkgDatabase(String file) {
        this.file = file;
    }

    /** The packages that are there, whole or in part. */
    List<DpkgPackage> read(byte[] content) throws Unreadable {
        var packages = new ArrayList<DpkgPackage>();
        var fields = new HashMap<String, String>();
        for (var line : new String(content, StandardCharsets.UTF_8).split("\n", -1)) {
            if (line.isBlank()) {
                add(fields, packages);
                fields.clear();
            } else if (line.charAt(0) != ' ' && line.charAt(0) != '\t') {
                addField(line, fields);
            }
        }
        add(fields, packages);
        return packages;
    }

    private void addField(String line, Map<String, String> fields) throws Unreadable {
        var colon = line.indexOf(':');
        if (colon < 1) {
            throw new Unreadable(file + " has a line that is no field: '" + shortened(line) + "'");
        }
        var name = line.substring(0, colon);
        if (FIELDS.contains(name) && fields.put(name, line.substring(colon + 1).strip()) != null) {
            throw new Unreadable(file + " has a paragraph with two fields " + name);
        }
    }

    private void add(Map<String, String> fields, List<DpkgPackage> packages) throws Unreadable {
        var status = fields.getOrDefault("Status", "install ok installed");
        if (!fields.isEmpty() && !NOT_THERE.contains(status.substring(status.lastIndexOf(' ') + 1))) {
            packages.add(installed(fields));
        }
    }

    private DpkgPackage installed(Map<String, String> fields) throws Unreadable {
        var name = fields.getOrDefault("Package", "");
        var version = fields.getOrDefault("Version", "");
        var source = SOURCE.matcher(fields.getOrDefault("Source", name));
        if (!source.matches()) {
            throw new Unreadable(file + " has a package '" + shortened(name) + "' whose Source cannot be read");
        }
        var sourceVersion = source.group(2) == null ? version : source.group(2);
        var architecture = fields.getOrDefault("Architecture", "all");
        var read = new DpkgPackage(name, version, architecture, source.group(1), sourceVersion);
        check(read);
        return read;
    }

    private void check(DpkgPackage read) throws Unreadable {
        if (!NAME.matcher(read.name()).matches() || !NAME.matcher(read.source()).matches()) {
            throw new Unreadable(file + " has a package with the name '" + shortened(read.name()) + "'");
        }
        if (!ARCHITECTURE.matcher(read.architecture()).matches()) {
            throw new Unreadable(file + ", package " + read.name() + ": no architecture is called '"
                    + shortened(read.architecture()) + "'");
        }
        try {
            DebianVersion.parse(read.version());
            DebianVersion.parse(read.sourceVersion());
        } catch (IllegalArgumentException e) {
            throw new Unreadable(
                    file + ", package " + read.name() + ": " + shortened(String.valueOf(e.getMessage())), e);
        }
    }

    private static String shortened(String text) {
        return text.length() <= 80 ? text : text.substring(0, 80) + "…";
    }
}
