package dev.pinwheel.registry.http;

import dev.pinwheel.image.Descriptor;
import dev.pinwheel.image.Digest;
import dev.pinwheel.image.RegistryHost;
import dev.pinwheel.image.Repository;
import dev.pinwheel.image.Watch;
import dev.pinwheel.registry.Budget;
import dev.pinwheel.registry.Cause;
import dev.pinwheel.registry.Content;
import dev.pinwheel.registry.InMemoryBudget;
import dev.pinwheel.registry.Keychain;
import dev.pinwheel.registry.Referrer;
import dev.pinwheel.registry.Registry;
import dev.pinwheel.registry.RegistryException;
import dev.pinwheel.registry.Resolution;
import dev.pinwheel.registry.VerifiedStream;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.InputStream;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The registries that are configured, over HTTP; no other host is sent anything in the first place. */
public final class HttpRegistry implements Registry {

    private static final Logger LOG = LoggerFactory.getLogger(HttpRegistry.class);

    private final Vertx vertx;
    private final Clock clock;
    private final Budget budget;
    private final Grants grants = new Grants(Grants.SPACE);
    private final List<Quota> quotas = new ArrayList<>();
    private final List<Wire> wires = new ArrayList<>();
    private final Map<RegistryHost, Distribution> registries = new HashMap<>();
    private volatile BiConsumer<RegistryHost, String> warned = HttpRegistry::log;

    /**
     * Speaks to these hosts only, with budgets of its own.
     *
     * @param hosts every host that may be asked, and how
     */
    public HttpRegistry(Vertx vertx, Map<RegistryHost, HostSettings> hosts, Keychain keychain, Clock clock) {
        this(vertx, hosts, keychain, new InMemoryBudget(clock).node("this one"), clock);
    }

    /**
     * Speaks to these hosts only.
     *
     * @param hosts every host that may be asked, and how
     * @param budget what each of them gets, by all nodes together; closed with this
     */
    public HttpRegistry(
            Vertx vertx, Map<RegistryHost, HostSettings> hosts, Keychain keychain, Budget budget, Clock clock) {
        this.vertx = vertx;
        this.clock = clock;
        this.budget = budget;
        hosts.forEach((host, settings) -> registries.put(host, distribution(host, settings, keychain)));
    }

    private Distribution distribution(RegistryHost host, HostSettings settings, Keychain keychain) {
        var origin = Addresses.registry(host, settings);
        var wire = Wire.home(vertx, settings);
        var elsewhere = Wire.elsewhere(vertx, settings);
        wires.addAll(List.of(wire, elsewhere));
        var quota = new Quota(vertx, host, settings, budget, clock);
        quotas.add(quota);
        var routes = new TokenRoutes(origin, wire, elsewhere, quota.pace());
        var tokens = new TokenService(routes, Addresses.trustedRealms(host, settings), clock);
        var authorization = new Authorization(new HeldCredentials(host, keychain, clock), tokens, grants, clock);
        var warnings = new Warnings(text -> warned.accept(host, text));
        var courier = new Courier(origin, wire, elsewhere, quota.pace(), (request, answer) -> {
            warnings.in(answer);
            quota.throttles().heard(request.method(), answer);
        });
        return new Distribution(new Endpoint(vertx, courier, authorization, quota, clock), quota);
    }

    private static void log(RegistryHost host, String warning) {
        LOG.warn("{} warns: {}", host, warning);
    }

    /** Says to this listener, and does not log, what registries warn of: a text of at most 200 characters, once. */
    public void onWarning(BiConsumer<RegistryHost, String> listener) {
        warned = listener;
    }

    @Override
    public Resolution resolve(Watch watch) {
        try {
            var repository = watch.repository();
            return new Resolution.Resolved(
                    at(repository).resolve(repository.path(), watch.tag().value()));
        } catch (Trouble trouble) {
            return trouble.after("tried to resolve " + watch);
        }
    }

    @Override
    public Resolution resolve(Repository repository, Digest digest) {
        var tried = "tried to find " + repository + "@" + digest;
        try {
            var manifest = at(repository).resolve(repository.path(), digest);
            return manifest.digest().equals(digest)
                    ? new Resolution.Resolved(manifest)
                    : new Resolution.Invalid(
                            Cause.WRONG_DIGEST, tried + " but the registry answered with " + manifest.digest());
        } catch (Trouble trouble) {
            return trouble.after(tried);
        }
    }

    @Override
    public Content manifest(Repository repository, Digest digest) throws RegistryException {
        try {
            return at(repository).manifest(repository.path(), digest);
        } catch (Trouble trouble) {
            throw trouble.exception("tried to fetch " + repository + "@" + digest);
        }
    }

    @Override
    public InputStream blob(Repository repository, Descriptor blob) throws RegistryException {
        var tried = "tried to read the blob " + repository + "@" + blob.digest();
        try {
            return new VerifiedStream(at(repository).blob(repository.path(), blob, tried), blob, tried);
        } catch (Trouble trouble) {
            throw trouble.exception(tried);
        }
    }

    @Override
    public List<Referrer> referrers(Repository repository, Digest subject) throws RegistryException {
        try {
            var listed = at(repository).referrers(repository.path(), subject);
            return listed.isPresent() ? listed.get() : Registry.super.referrers(repository, subject);
        } catch (Trouble trouble) {
            throw trouble.exception("tried to list what refers to " + repository + "@" + subject);
        }
    }

    private Distribution at(Repository repository) throws Trouble {
        var registry = registries.get(repository.host());
        if (registry == null) {
            throw Trouble.denied("no registry " + repository.host() + " is configured or allowed");
        }
        return registry;
    }

    /** Closes all connections and gives back what is left of the budgets. */
    public Future<Void> close() {
        quotas.forEach(Quota::close);
        budget.close();
        return Future.all(wires.stream().map(Wire::close).toList()).mapEmpty();
    }
}
