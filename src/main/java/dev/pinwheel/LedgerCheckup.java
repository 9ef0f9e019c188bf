package dev.pinwheel;

import dev.pinwheel.Checkup.State;
import dev.pinwheel.Checkup.Symptom;
import dev.pinwheel.config.Configuration;
import dev.pinwheel.config.HttpSettings;
import dev.pinwheel.config.InvalidConfigurationException;
import dev.pinwheel.journal.Entries;
import dev.pinwheel.journal.Journal;
import dev.pinwheel.journal.JournalException;
import dev.pinwheel.journal.sql.NetworkFileSystem;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether the ledger could be written, and what the service that runs here says of itself; nothing is changed. */
final class LedgerCheckup {

    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final long LEAST_FREE_BYTES = 64L << 20;

    private final Configuration configuration;
    private final Path data;
    private final Clock clock;

    LedgerCheckup(Configuration configuration, Clock clock) {
        this.configuration = configuration;
        this.data = configuration.data().toAbsolutePath();
        this.clock = clock;
    }

    List<Symptom> run() {
        var symptoms = new ArrayList<Symptom>();
        symptoms.add(ledger());
        symptoms.add(disk());
        configuration.http().flatMap(this::service).ifPresent(symptoms::add);
        return symptoms;
    }

    private Symptom ledger() {
        if (configuration.ledger().database().isEmpty() && !Files.exists(data.resolve("ledger.db"))) {
            return new Symptom("ledger", State.OK, "none yet in " + data);
        }
        try (var entries = Launch.database(data, configuration.ledger()).read()) {
            return ledger(entries);
        } catch (JournalException | InvalidConfigurationException e) {
            return new Symptom("ledger", State.MISSING, String.valueOf(e.getMessage()));
        }
    }

    private Symptom ledger(Entries entries) {
        return Journal.trouble(data, entries, configuration.ledger().checkpoints(), clock)
                .map(trouble -> new Symptom("ledger", State.DAMAGED, trouble))
                .orElseGet(() -> new Symptom("ledger", State.OK, entries.head().size() + " entries, may be written"));
    }

    private Symptom disk() {
        try {
            var there = Files.exists(data)
                    ? data
                    : Optional.ofNullable(data.getParent()).orElse(data);
            var free = Files.getFileStore(there).getUsableSpace();
            var finding = there + ", " + (free >> 20) + " MiB free";
            if (!Files.isWritable(there)) {
                return new Symptom("disk", State.MISSING, finding + ", but it cannot be written");
            }
            var shared = NetworkFileSystem.of(there);
            if (shared.isPresent() && configuration.ledger().database().isEmpty()) {
                return new Symptom(
                        "disk",
                        State.MISSING,
                        finding + ", on " + shared.get() + ", a file system that machines"
                                + " share, on which SQLite must not write; use a disk of this machine, or ledger.database");
            }
            return new Symptom("disk", free >= LEAST_FREE_BYTES ? State.OK : State.MISSING, finding);
        } catch (IOException e) {
            return new Symptom("disk", State.MISSING, "tried to look at " + data + " but " + e);
        }
    }

    /** What the service on this machine says, if one answers. */
    private Optional<Symptom> service(HttpSettings http) {
        var host = http.host().equals("0.0.0.0") || http.host().equals("::") ? "127.0.0.1" : http.host();
        var address =
                URI.create("http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + http.port() + "/readyz");
        try (var client = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
            var request = HttpRequest.newBuilder(address).timeout(PATIENCE).build();
            return Optional.of(service(
                    new JsonObject(client.send(request, BodyHandlers.ofString()).body())));
        } catch (IOException | DecodeException e) {
            return Optional.of(new Symptom("service", State.OK, "does not run here: no answer from " + address));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private static Symptom service(JsonObject said) {
        var state = said.getString("state", "unknown");
        var why = said.containsKey("reason") ? ": " + said.getString("reason") : "";
        var next = said.containsKey("next") ? "; " + said.getString("next") : "";
        return new Symptom("service", state.equals("read-only") ? State.MISSING : State.OK, state + why + next);
    }
}
