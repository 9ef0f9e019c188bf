package dev.pinwheel.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Who may use whom; a package that the table does not name must be argued for before it can exist. */
class DependencyRuleTest {

    private static final Set<String> EVERYTHING = Set.of("*");

    private static final Map<String, Set<String>> MAY_USE = Map.ofEntries(
            Map.entry("", EVERYTHING),
            Map.entry("cli", EVERYTHING),
            Map.entry("image", Set.of()),
            Map.entry("ledger", Set.of("image")),
            Map.entry("event", Set.of("image")),
            Map.entry("dockerfile", Set.of("image")),
            Map.entry("registry", Set.of("image")),
            Map.entry("source", Set.of("image", "event")),
            Map.entry("evidence", Set.of("image", "event")),
            Map.entry("bus", Set.of("event")),
            Map.entry("config", Set.of("image", "event")),
            Map.entry("pin", Set.of("image", "event", "dockerfile", "source")),
            Map.entry("journal", Set.of("image", "event", "bus", "ledger")),
            Map.entry("audit", Set.of("image", "event", "bus", "journal", "ledger", "evidence")),
            Map.entry("policy", Set.of("image", "event", "bus", "evidence")),
            Map.entry("watch", Set.of("image", "event", "bus", "registry", "source", "pin", "evidence")),
            Map.entry(
                    "candidate",
                    Set.of(
                            "image",
                            "event",
                            "bus",
                            "registry",
                            "source",
                            "pin",
                            "evidence",
                            "dockerfile",
                            "candidate.process")),
            Map.entry("proposal", Set.of("image", "event", "bus", "source", "pin", "evidence")),
            Map.entry("audit.bundle", Set.of("audit")),
            // Notes of inquiries that do not fit into memory; docs/decisions/0010.
            Map.entry("audit.sql", Set.of("audit")),
            Map.entry("web.audit", Set.of("audit")),
            Map.entry("web", Set.of("image", "event", "bus", "journal", "ledger", "web.hook")),
            Map.entry("web.hook", Set.of()),
            // A witness keeps files as the journal does, and shows the journal's checkpoints to others.
            Map.entry("witness", Set.of("image", "event", "bus", "ledger", "journal")),
            Map.entry("registry.http", Set.of("registry")),
            Map.entry("witness.http", Set.of("witness")),
            Map.entry("source.git", Set.of("source")),
            // The database that the nodes share for the ledger also holds what they may ask of registries together, and
            // what a round that is not done has looked at.
            Map.entry("journal.sql", Set.of("journal", "registry", "watch")),
            Map.entry("watch.quartz", Set.of("watch")),
            Map.entry("candidate.buildah", Set.of("candidate", "candidate.process")),
            Map.entry("candidate.buildkit", Set.of("candidate", "candidate.process")),
            Map.entry("candidate.trivy", Set.of("candidate", "candidate.process")),
            Map.entry("candidate.process", Set.of()),
            Map.entry("candidate.osv", Set.of("candidate")),
            Map.entry("proposal.github", Set.of("proposal")),
            Map.entry("proposal.local", Set.of("proposal")));

    private static final Map<String, Set<String>> LIBRARY_USERS = Map.of(
            "org.eclipse.jgit", Set.of("source.git"),
            "org.kohsuke", Set.of("proposal.github"),
            "org.quartz", Set.of("watch.quartz"),
            "com.nimbusds", Set.of("web.hook"),
            "picocli", Set.of("cli"),
            "java.sql", Set.of("journal.sql", "audit.sql"),
            "javax.sql", Set.of("journal.sql"));

    private static final Set<String> VERTX_USERS = Set.of("", "bus", "cli", "registry.http", "web", "web.audit");

    private static final Map<String, Set<String>> CALLERS = Map.of(
            "java.lang.System.exit", Set.of("dev.pinwheel.Main"),
            "java.lang.System.getenv", Set.of("dev.pinwheel.config.Environment"),
            "java.time.Instant.now", Set.of(),
            "java.time.LocalDateTime.now", Set.of(),
            "java.time.Clock.systemUTC", Set.of("dev.pinwheel.Launch"),
            "java.lang.Thread.sleep", Set.of(),
            "io.vertx.core.Vertx.eventBus", Set.of("dev.pinwheel.bus.Bus"));

    private final Classes classes = Classes.compiled();

    DependencyRuleTest() throws IOException {}

    @Test
    void everyPackageIsInTheTable() {
        assertEquals(Set.of(), minus(classes.packages(), MAY_USE.keySet()));
    }

    @Test
    void packagesUseOnlyWhatTheTableAllows() {
        var broken = new TreeSet<String>();
        classes.packageUses((user, used) -> {
            if (!mayUse(user, used)) {
                broken.add(user + " uses " + used);
            }
        });

        assertEquals(Set.of(), broken);
    }

    @Test
    void eachTechnologyStaysInItsPackage() {
        var broken = new TreeSet<String>();
        classes.typeUses((user, used) -> {
            for (var library : LIBRARY_USERS.entrySet()) {
                if (used.startsWith(library.getKey() + ".")
                        && !library.getValue().contains(Classes.packageOf(user))) {
                    broken.add(user + " uses " + used);
                }
            }
            if (used.startsWith("io.vertx.") && !mayUseVertx(user)) {
                broken.add(user + " uses " + used);
            }
        });

        assertEquals(Set.of(), broken);
    }

    @Test
    void clocksEnvironmentAndExitAreHandledInOnePlaceEach() {
        var broken = new TreeSet<String>();
        classes.calls((user, called) -> {
            var allowed = CALLERS.get(called);
            if (allowed != null && !allowed.contains(user)) {
                broken.add(user + " calls " + called);
            }
        });

        assertEquals(Set.of(), broken);
    }

    private static boolean mayUse(String user, String used) {
        var allowed = MAY_USE.getOrDefault(user, Set.of());
        if (user.equals(used) || allowed.contains("*") || allowed.contains(used)) {
            return true;
        }
        var parent = user.contains(".") ? user.substring(0, user.indexOf('.')) : user;
        return !user.equals(parent) && MAY_USE.getOrDefault(parent, Set.of()).contains(used);
    }

    private static boolean mayUseVertx(String user) {
        return VERTX_USERS.contains(Classes.packageOf(user)) || user.endsWith("Verticle") || user.contains("Verticle$");
    }

    private static Set<String> minus(Set<String> all, Set<String> known) {
        var rest = new TreeSet<>(all);
        rest.removeAll(known);
        return rest;
    }
}
