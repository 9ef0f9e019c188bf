import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;

/**
 * Reads which CVEs were fixed in which version from the changelogs of the Debian packages in root file systems, and
 * writes them as OSV records and as the facts from which mkdb makes a Trivy database.
 *
 * <p>A changelog names a CVE in the entry that fixed it. The fixed version is the lowest version among that entry and
 * all entries above it: a backport such as {@code 1.2-3~deb12u1} stands above the entry of {@code 1.2-3} and sorts
 * below it, and has the fix. A CVE named in several entries counts as fixed by the oldest. Changelogs give no severity
 * and do not name what is still open.
 */
final class Facts {

  private static final String USAGE = "usage: Facts.java [--osv DIR] [--trivy FACTS.json] ROOTFS.tar...";
  private static final Pattern CHANGELOG =
      Pattern.compile("(?:\\./)?usr/share/doc/[^/]+/changelog(?:\\.Debian)?\\.gz");
  private static final Pattern OS_RELEASE = Pattern.compile("(?:\\./)?(?:etc|usr/lib)/os-release");
  private static final Pattern ENTRY_HEAD = Pattern.compile("^([a-z0-9][a-z0-9+.-]*) \\(([^)\\s]+)\\) [^;]+;.*$");
  private static final Pattern ENTRY_END = Pattern.compile("^ -- .*?> {2}.*$");
  private static final Pattern CVE = Pattern.compile("CVE-\\d{4}-\\d{4,7}");

  /** A source package of a distribution's release, and a CVE that was fixed in it. */
  record Fix(String release, String source, String cve) {}

  /** For each fix, the versions from the top of the changelog down to the oldest entry that names the CVE. */
  private final Map<Fix, List<String>> entries =
      new TreeMap<>(Comparator.comparing(Fix::release).thenComparing(Fix::source).thenComparing(Fix::cve));

  private int changelogs;

  static void main(String[] arguments) throws IOException {
    Path osv = null;
    Path trivy = null;
    List<Path> tars = new ArrayList<>();
    Iterator<String> rest = List.of(arguments).iterator();
    while (rest.hasNext()) {
      String argument = rest.next();
      switch (argument) {
        case "--osv" -> osv = file(rest);
        case "--trivy" -> trivy = file(rest);
        default -> tars.add(Path.of(argument));
      }
    }
    if (tars.isEmpty() || (osv == null && trivy == null)) {
      fail(USAGE);
    }
    Facts facts = new Facts();
    for (Path tar : tars) {
      facts.read(tar);
    }
    if (osv != null) {
      facts.writeOsv(osv);
    }
    if (trivy != null) {
      facts.writeTrivy(trivy);
    }
    System.out.printf(
        "%d changelogs, %d fixes, %d CVEs, %d source packages%n",
        facts.changelogs, facts.entries.size(), facts.count(Fix::cve), facts.count(Fix::source));
  }

  private static Path file(Iterator<String> rest) {
    if (!rest.hasNext()) {
      fail(USAGE);
    }
    return Path.of(rest.next());
  }

  private static void fail(String message) {
    System.err.println(message);
    System.exit(2);
  }

  private long count(Function<Fix, String> part) {
    return entries.keySet().stream().map(part).distinct().count();
  }

  private void read(Path tar) throws IOException {
    List<byte[]> found = new ArrayList<>();
    Map<String, String> os = new HashMap<>();
    try (InputStream in = Files.newInputStream(tar)) {
      Tar.read(in, name -> CHANGELOG.matcher(name).matches() || OS_RELEASE.matcher(name).matches(), (name, content) -> {
        if (CHANGELOG.matcher(name).matches()) {
          found.add(content);
        } else {
          new String(content).lines().map(line -> line.split("=", 2)).filter(pair -> pair.length == 2)
              .forEach(pair -> os.put(pair[0], pair[1].replace("\"", "")));
        }
      });
    }
    if (!"debian".equals(os.get("ID")) || !os.containsKey("VERSION_ID")) {
      fail(tar + ": not the root file system of a Debian release");
    }
    for (byte[] changelog : found) {
      changelogs++;
      readChangelog(os.get("VERSION_ID"), gunzip(changelog));
    }
  }

  private void readChangelog(String release, String text) {
    List<String> versions = new ArrayList<>();
    String source = null;
    SequencedSet<String> named = new LinkedHashSet<>();
    for (String line : text.split("\n")) {
      Matcher head = ENTRY_HEAD.matcher(line);
      if (head.matches()) {
        source = head.group(1);
        versions.add(head.group(2));
        named.clear();
      } else if (ENTRY_END.matcher(line).matches() && source != null) {
        for (String cve : named) {
          entries.merge(new Fix(release, source, cve), List.copyOf(versions),
              (one, other) -> other.size() > one.size() ? other : one);
        }
        source = null;
      } else {
        CVE.matcher(line).results().forEach(result -> named.add(result.group()));
      }
    }
  }

  private static String gunzip(byte[] bytes) throws IOException {
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
      return new String(in.readAllBytes());
    }
  }

  private static String fixedVersion(List<String> versions) {
    return Collections.min(versions, DebianVersion.ORDER);
  }

  private static String date() {
    String epoch = System.getenv("SOURCE_DATE_EPOCH");
    Instant date = epoch == null ? Instant.now() : Instant.ofEpochSecond(Long.parseLong(epoch));
    return date.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  private void writeOsv(Path dir) throws IOException {
    Files.createDirectories(dir);
    try (var old = Files.newDirectoryStream(dir, "CVE-*.json")) {
      for (Path file : old) {
        Files.delete(file);
      }
    }
    String modified = date();
    Map<String, List<Fix>> byCve =
        entries.keySet().stream().collect(Collectors.groupingBy(Fix::cve, TreeMap::new, Collectors.toList()));
    for (var cve : byCve.entrySet()) {
      String affected = cve.getValue().stream()
          .map(fix -> """
              {
                    "package": {"ecosystem": "Debian:%s", "name": %s, "purl": %s},
                    "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": %s}]}],
                    "ecosystem_specific": {"urgency": "not yet assigned"}
                  }""".formatted(fix.release(), json(fix.source()),
                  json("pkg:deb/debian/" + fix.source().replace("+", "%2B") + "?arch=source"),
                  json(fixedVersion(entries.get(fix)))))
          .collect(Collectors.joining(", "));
      Files.writeString(dir.resolve(cve.getKey() + ".json"), """
          {
            "schema_version": "1.7.0",
            "id": %s,
            "modified": "%s",
            "affected": [%s],
            "database_specific": {"source": "the changelogs of Debian packages, which give no severity"}
          }
          """.formatted(json(cve.getKey()), modified, affected));
    }
  }

  private void writeTrivy(Path file) throws IOException {
    String sources = entries.keySet().stream().map(Fix::release).distinct()
        .map(release -> "\"debian " + release + "\": {\"ID\": \"debian\", \"Name\": \"Debian changelogs\", \"URL\": \"\"}")
        .collect(Collectors.joining(", "));
    String advisories = entries.entrySet().stream()
        .map(entry -> "  {\"platform\": \"debian %s\", \"package\": %s, \"id\": %s, \"fixed\": %s}".formatted(
            entry.getKey().release(), json(entry.getKey().source()), json(entry.getKey().cve()),
            json(fixedVersion(entry.getValue()))))
        .collect(Collectors.joining(",\n"));
    String vulnerabilities = entries.keySet().stream()
        .collect(Collectors.groupingBy(Fix::cve, TreeMap::new,
            Collectors.mapping(Fix::source, Collectors.joining(", "))))
        .entrySet().stream()
        .map(cve -> "  %s: {\"Title\": %s}".formatted(json(cve.getKey()), json(cve.getValue())))
        .collect(Collectors.joining(",\n"));
    Files.writeString(file, """
        {"updatedAt": "%s",
        "sources": {%s},
        "advisories": [
        %s],
        "vulnerabilities": {
        %s}}
        """.formatted(date(), sources, advisories, vulnerabilities));
  }

  private static String json(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  /** As much of the tar format as the archives of mmdebstrap, tar and image layers use. */
  static final class Tar {

    private static final int BLOCK = 512;

    interface File {
      void read(String name, byte[] content) throws IOException;
    }

    /** Hands each regular file whose name is wanted to {@code file}. */
    static void read(InputStream in, Predicate<String> wanted, File file) throws IOException {
      String longName = null;
      byte[] header = new byte[BLOCK];
      while (in.readNBytes(header, 0, BLOCK) == BLOCK && header[0] != 0) {
        long size = number(header, 124, 12);
        char type = (char) header[156];
        switch (type) {
          case 'x', 'L' -> {
            byte[] content = content(in, size);
            String name = type == 'L' ? text(content, 0, content.length) : paxPath(content);
            longName = name == null ? longName : name;
          }
          case 'g' -> skip(in, size);
          default -> {
            String name = longName == null ? name(header) : longName;
            longName = null;
            if ((type == '0' || type == 0) && wanted.test(name)) {
              file.read(name, content(in, size));
            } else {
              skip(in, size);
            }
          }
        }
      }
    }

    private static String name(byte[] header) {
      String prefix = text(header, 257, 5).equals("ustar") && header[263] == '0' ? text(header, 345, 155) : "";
      return prefix.isEmpty() ? text(header, 0, 100) : prefix + "/" + text(header, 0, 100);
    }

    private static String paxPath(byte[] records) {
      for (int at = 0; at < records.length; ) {
        int space = at;
        while (records[space] != ' ') {
          space++;
        }
        int length = Integer.parseInt(new String(records, at, space - at));
        String keyword = new String(records, space + 1, length - (space - at) - 2);
        if (keyword.startsWith("path=")) {
          return keyword.substring("path=".length());
        }
        at += length;
      }
      return null;
    }

    private static long number(byte[] header, int from, int length) {
      if ((header[from] & 0x80) != 0) { // too large for octal digits
        long value = 0;
        for (int i = from + length - 8; i < from + length; i++) {
          value = value << 8 | header[i] & 0xff;
        }
        return value;
      }
      String digits = text(header, from, length).strip();
      return digits.isEmpty() ? 0 : Long.parseLong(digits, 8);
    }

    private static String text(byte[] bytes, int from, int length) {
      int end = from;
      while (end < from + length && bytes[end] != 0) {
        end++;
      }
      return new String(bytes, from, end - from);
    }

    private static byte[] content(InputStream in, long size) throws IOException {
      byte[] content = in.readNBytes(Math.toIntExact(size));
      if (content.length < size) {
        throw new EOFException("the tar ends inside a file");
      }
      in.skipNBytes(padding(size));
      return content;
    }

    private static void skip(InputStream in, long size) throws IOException {
      in.skipNBytes(size + padding(size));
    }

    private static long padding(long size) {
      return (BLOCK - size % BLOCK) % BLOCK;
    }
  }

  /** The order of Debian's versions: epoch, upstream version, revision, each as dpkg compares them. */
  static final class DebianVersion {

    static final Comparator<String> ORDER = DebianVersion::compare;

    static int compare(String one, String other) {
      int byEpoch = compareNumbers(epoch(one), epoch(other));
      if (byEpoch != 0) {
        return byEpoch;
      }
      int byUpstream = compareParts(upstream(one), upstream(other));
      return byUpstream != 0 ? byUpstream : compareParts(revision(one), revision(other));
    }

    private static String epoch(String version) {
      return version.substring(0, Math.max(version.indexOf(':'), 0));
    }

    private static String upstream(String version) {
      String rest = version.substring(version.indexOf(':') + 1);
      return rest.contains("-") ? rest.substring(0, rest.lastIndexOf('-')) : rest;
    }

    private static String revision(String version) {
      return version.contains("-") ? version.substring(version.lastIndexOf('-') + 1) : "";
    }

    private static int compareParts(String one, String other) {
      int i = 0;
      int j = 0;
      while (i < one.length() || j < other.length()) {
        while (isText(one, i) || isText(other, j)) {
          int difference = weight(one, i) - weight(other, j);
          if (difference != 0) {
            return difference;
          }
          i++;
          j++;
        }
        int from = i;
        int otherFrom = j;
        i = digitsEnd(one, i);
        j = digitsEnd(other, j);
        int byNumber = compareNumbers(one.substring(from, i), other.substring(otherFrom, j));
        if (byNumber != 0) {
          return byNumber;
        }
      }
      return 0;
    }

    private static boolean isText(String version, int at) {
      return at < version.length() && !isDigit(version.charAt(at));
    }

    private static boolean isDigit(char c) {
      return c >= '0' && c <= '9';
    }

    private static int digitsEnd(String version, int at) {
      int end = at;
      while (end < version.length() && isDigit(version.charAt(end))) {
        end++;
      }
      return end;
    }

    /** A tilde sorts before the end, the end before letters, letters before the rest. */
    private static int weight(String version, int at) {
      if (at >= version.length() || isDigit(version.charAt(at))) {
        return 0;
      }
      char c = version.charAt(at);
      return c == '~' ? -1 : Character.isLetter(c) ? c : c + 256;
    }

    /** Compares digits of any length. */
    private static int compareNumbers(String one, String other) {
      String a = one.replaceFirst("^0+", "");
      String b = other.replaceFirst("^0+", "");
      return a.length() != b.length() ? a.length() - b.length() : a.compareTo(b);
    }
  }
}
