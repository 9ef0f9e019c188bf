package dev.pinwheel;

import dev.pinwheel.candidate.RealParts;
import dev.pinwheel.candidate.process.Containment;
import dev.pinwheel.candidate.process.Machine;
import dev.pinwheel.config.Configuration;
import dev.pinwheel.config.ConfigurationFile;
import dev.pinwheel.config.Environment;
import dev.pinwheel.event.Event;
import dev.pinwheel.image.Digest;
import dev.pinwheel.proposal.github.GitHubFixture;
import dev.pinwheel.source.git.BareRepository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * A registry with one tag, a repository that pins it, records of vulnerabilities, and a configuration:
 * all that a bot needs.
 */
final class Scene implements AutoCloseable {

    static final String TAG = "base/debian:12";

    private final Path folder;
    private final RealParts parts;
    private final BareRepository repository;
    private final Path osv;
    private String cooldown = "PT0S";
    private String scanner = "osv";
    private String otherRegistry = "";
    private int images;

    private Scene(Path folder, RealParts parts, BareRepository repository, Path osv) {
        this.folder = folder;
        this.parts = parts;
        this.repository = repository;
        this.osv = osv;
    }

    static Scene in(Path folder) throws IOException, InterruptedException {
        RealParts.need("buildah");
        var osv = Files.createDirectories(folder.resolve("osv"));
        var scene = new Scene(folder, RealParts.start(folder), BareRepository.in(folder.resolve("app.git")), osv);
        scene.vulnerable(
                "TEST-2026-0001", "openssl", "3.0.22-1~deb12u1", "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H");
        return scene;
    }

    BareRepository repository() {
        return repository;
    }

    /** Puts a tiny base image with these packages behind the tag. */
    Digest point(String... packages) throws IOException, InterruptedException {
        return parts.push(parts.tiny("base-" + images++, packages), TAG);
    }

    /** The tag with its registry, as Dockerfiles write it. */
    String tag() {
        return parts.host() + "/" + TAG;
    }

    /** Somebody commits a Dockerfile that pins the tag to a digest. */
    void pin(Digest digest) throws IOException {
        repository.commit("main", Map.of("Dockerfile", dockerfile(digest)));
    }

    String dockerfile(Digest digest) {
        return """
                ARG DEBIAN_IMAGE=%s@%s
                FROM ${DEBIAN_IMAGE}
                ARG GIT_COMMIT
                LABEL org.opencontainers.image.revision=$GIT_COMMIT
                RUN echo built > /built
                USER 10001
                """.formatted(tag(), digest);
    }

    /** Records a vulnerability of a Debian source package, fixed in a version. */
    void vulnerable(String id, String sourcePackage, String fixed, String cvss) throws IOException {
        Files.writeString(osv.resolve(id + ".json"), """
                {"schema_version": "1.6.0", "id": "%s", "modified": "2026-11-20T00:00:00Z",
                 "severity": [{"type": "CVSS_V3", "score": "%s"}],
                 "affected": [{"package": {"ecosystem": "Debian:12", "name": "%s"},
                   "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "%s"}]}]}]}
                """.formatted(id, cvss, sourcePackage, fixed));
    }

    void removeVulnerabilities() throws IOException {
        try (var files = Files.list(osv)) {
            for (var file : files.toList()) {
                Files.delete(file);
            }
        }
    }

    /** Configures another registry beside the scene's own. */
    void otherRegistry(String host) {
        otherRegistry = "  - {host: \"" + host + "\", plainHttp: true}\n";
    }

    void scanner(String name) {
        scanner = name;
    }

    void cooldown(String duration) {
        cooldown = duration;
    }

    Path data() {
        return folder.resolve("data");
    }

    /** The configuration file, written anew. */
    Path configurationFile() throws IOException {
        return Files.writeString(folder.resolve("pinwheel.yaml"), """
                data: %s
                origin: pinwheel.test/ledger
                repositories:
                  - url: %s
                registries:
                  - host: %s
                    plainHttp: true
                %s
                policy: {severity: HIGH, cooldown: %s, retry: PT0S}
                builder: {use: buildah}
                scanner: {use: %s, database: %s}
                """.formatted(
                data(), repository.directory(), parts.host(), otherRegistry.stripTrailing(), cooldown, scanner, osv));
    }

    /** The same with the repository on a GitHub, whose token is in the variable {@code TOKEN}. */
    Path configurationFile(GitHubFixture gitHub) throws IOException {
        var text = Files.readString(configurationFile()).replaceFirst("url: .*", "url: " + gitHub.repoUrl());
        return Files.writeString(
                folder.resolve("github.yaml"),
                text + """
                        github:
                          - host: %s
                            api: %s
                            token: {env: TOKEN}
                        """.formatted(gitHub.apiUrl().getAuthority(), gitHub.apiUrl()));
    }

    private Configuration configuration() throws Exception {
        return ConfigurationFile.read(configurationFile(), new Environment(Map.of()));
    }

    /** Runs one cycle and all that follows; says what was recorded. */
    List<Event> run() throws Exception {
        return run(configuration());
    }

    /** The same with the repository on a GitHub. */
    List<Event> run(GitHubFixture gitHub) throws Exception {
        return run(ConfigurationFile.read(configurationFile(gitHub), new Environment(Map.of("TOKEN", gitHub.token()))));
    }

    /** Runs a cycle on a machine that has no program at all. */
    List<Event> runWithoutPrograms() throws Exception {
        return run(configuration(), new Machine(List.of(), Containment.GROUP));
    }

    private static List<Event> run(Configuration configuration) throws Exception {
        return run(configuration, RealParts.machine());
    }

    private static List<Event> run(Configuration configuration, Machine machine) throws Exception {
        var heard = Collections.synchronizedList(new ArrayList<Event>());
        try (var bot = Launch.bot(configuration, machine, heard::add)) {
            bot.propose();
            bot.cycle("test");
            bot.awaitQuiet();
        }
        return List.copyOf(heard);
    }

    /** The branches besides main. */
    List<String> branches() throws IOException {
        return repository.branches().stream()
                .filter(name -> !name.equals("main"))
                .toList();
    }

    /** A file of a branch's head. */
    String file(String branch, String path) throws IOException {
        return repository.text(branch, path);
    }

    @Override
    public void close() {
        repository.close();
        parts.close();
    }
}
