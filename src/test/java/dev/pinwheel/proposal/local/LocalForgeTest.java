package dev.pinwheel.proposal.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pinwheel.event.Source;
import dev.pinwheel.proposal.Forge;
import dev.pinwheel.proposal.ForgeContract;
import dev.pinwheel.proposal.ForgeException;
import dev.pinwheel.proposal.Outcome;
import dev.pinwheel.proposal.Proposal;
import dev.pinwheel.source.Change;
import dev.pinwheel.source.git.BareRepository;
import dev.pinwheel.source.git.GitSources;
import dev.pinwheel.source.git.Origin;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalForgeTest implements ForgeContract {

    private static final Source SOURCE = new Source("/srv/git/app.git");

    @TempDir
    Path directory;

    BareRepository repository;
    GitSources sources;
    LocalForge forge;

    @BeforeEach
    void open() throws IOException {
        repository = BareRepository.in(directory.resolve("app.git"));
        repository.commit("main", Map.of("app/Dockerfile", ForgeContract.dockerfile(OLD), "README", "App\n"));
        var origin = new Origin(repository.directory().toString(), Optional.empty(), Optional.empty());
        sources = new GitSources(directory.resolve("cache"), Map.of(SOURCE, origin));
        forge = new LocalForge(sources, directory.resolve("proposals"));
    }

    @AfterEach
    void close() {
        sources.close();
        repository.close();
    }

    @Override
    public Forge forge() {
        return forge;
    }

    @Override
    public BareRepository repository() {
        return repository;
    }

    @Override
    public Source source() {
        return SOURCE;
    }

    @Override
    public List<String> openTexts() throws IOException {
        var texts = new ArrayList<String>();
        if (Files.exists(directory.resolve("proposals"))) {
            try (var files = Files.walk(directory.resolve("proposals"))) {
                for (var file :
                        files.filter(path -> path.toString().endsWith(".md")).toList()) {
                    texts.add(Files.readString(file));
                }
            }
        }
        return texts;
    }

    @Override
    public void stopAfterTheBranch(Proposal proposal) throws IOException {
        sources.write(
                SOURCE,
                new Change(
                        proposal.branch(),
                        proposal.commit(),
                        proposal.files(),
                        proposal.message(),
                        proposal.at(),
                        proposal.ours()));
    }

    @Test
    void writesTheTextAndTheDiffBesideEachOther() throws IOException {
        var opened = (Outcome.Opened) forge.propose(moving(NEW, Optional.empty()));

        var text = Path.of(URI.create(opened.url()));
        assertEquals(directory.resolve("proposals").resolve(BRANCH + ".md"), text);
        assertTrue(Files.readString(text).startsWith("# Move python:3.11 to " + NEW.abbreviated() + "\n\nIt moves"));
        var diff = Files.readString(directory.resolve("proposals").resolve(BRANCH + ".diff"));
        assertTrue(diff.contains("\n-FROM docker.io/library/python:3.11@" + OLD + "\n"), diff);
        assertTrue(diff.contains("\n+FROM docker.io/library/python:3.11@" + NEW + "\n"), diff);
    }

    @Test
    void saysWhyItCouldNotPropose() throws IOException {
        var proposal = moving(NEW, Optional.empty());
        repository.close();
        sources.close();
        Files.move(repository.directory(), directory.resolve("moved.git"));

        var failure = assertThrows(ForgeException.class, () -> forge.propose(proposal));

        var message = String.valueOf(failure.getMessage());
        assertTrue(message.contains(BRANCH) && message.contains(SOURCE.name()), message);
    }
}
