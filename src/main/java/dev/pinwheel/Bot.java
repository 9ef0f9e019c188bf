package dev.pinwheel;

import dev.pinwheel.audit.RetentionVerticle;
import dev.pinwheel.bus.Bus;
import dev.pinwheel.bus.Reason;
import dev.pinwheel.bus.StoppedException;
import dev.pinwheel.candidate.RebuildVerticle;
import dev.pinwheel.candidate.Rebuilding;
import dev.pinwheel.candidate.ScanVerticle;
import dev.pinwheel.candidate.Scanning;
import dev.pinwheel.config.HooksSettings;
import dev.pinwheel.event.BotStarted;
import dev.pinwheel.event.BotStopped;
import dev.pinwheel.event.CycleStarted;
import dev.pinwheel.event.Event;
import dev.pinwheel.event.RegistryWarned;
import dev.pinwheel.image.RegistryHost;
import dev.pinwheel.journal.JournalException;
import dev.pinwheel.journal.JournalVerticle;
import dev.pinwheel.journal.UnfitException;
import dev.pinwheel.policy.Judging;
import dev.pinwheel.policy.PolicyVerticle;
import dev.pinwheel.proposal.Archive;
import dev.pinwheel.proposal.ProposalVerticle;
import dev.pinwheel.proposal.Proposing;
import dev.pinwheel.watch.Rounds;
import dev.pinwheel.watch.WatchVerticle;
import dev.pinwheel.watch.Watching;
import dev.pinwheel.web.DoorLimits;
import dev.pinwheel.web.HooksVerticle;
import dev.pinwheel.web.hook.Door;
import dev.pinwheel.web.hook.LookFile;
import dev.pinwheel.web.hook.Noting;
import dev.pinwheel.web.hook.Tally;
import dev.pinwheel.witness.Cosigning;
import io.vertx.core.Deployable;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.ThreadingModel;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * What Pinwheel consists of: the composition root.
 *
 * <p>Consumers are deployed before the first event is told, so that nothing recorded goes unheard.
 */
public final class Bot implements AutoCloseable {

    private static final DeploymentOptions ON_VIRTUAL_THREADS =
            new DeploymentOptions().setThreadingModel(ThreadingModel.VIRTUAL_THREAD);

    private final Vertx vertx;
    private final Parts parts;
    private final Ground ground;
    private final Bus bus;
    private final Rounds rounds;
    private final Cosigning cosigning;
    private final WatchVerticle watch;
    private final Pinned pinned;
    private final CountDownLatch fatal = new CountDownLatch(1);
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile Optional<JournalException> fatalReason = Optional.empty();
    private volatile Optional<String> node = Optional.empty();
    private volatile Optional<String> openDoor = Optional.empty();

    Bot(Vertx vertx, Parts parts, Ground ground) {
        this.vertx = vertx;
        this.parts = parts;
        this.ground = ground;
        this.bus = new Bus(
                vertx, new Mishaps(ground.clock(), this::tell, reason -> fail(new JournalException(reason)))::met);
        this.rounds = new Rounds(bus::tell, ground.clock());
        this.cosigning = ground.cosigning(bus::tell);
        this.watch = new WatchVerticle(bus, watching(), rounds);
        this.pinned = new Pinned(watch, ground.aliases());
    }

    /** This build's version. */
    public static String version() {
        var version = Bot.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }

    /** Deploys everything up to the verdict; the audience hears every event. */
    void start(Consumer<Event> audience) throws IOException {
        var history = ground.journal();
        var evidence = ground.evidence();
        var clock = ground.clock();
        var bench = ground.workbench(parts);
        bench.place().keepOnly(history.open());
        cosigning.checkRollback();
        deploy(new JournalVerticle(bus, ground.journal()));
        deploy(new AudienceVerticle(bus, audience));
        deploy(watch);
        deploy(new RebuildVerticle(bus, history, new Rebuilding(parts.sources(), bench, evidence, clock)));
        deploy(new ScanVerticle(bus, history, new Scanning(parts.scanner(), bench, evidence, history, clock)));
        deploy(new PolicyVerticle(bus, history, new Judging(ground.policy(), evidence, clock)));
        ground.retention().ifPresent(kept -> deploy(new RetentionVerticle(bus, history.entries(), kept)));
        parts.registry().onWarning(this::warned);
        ground.journal().onStopped(this::fail);
        node = Optional.of(new NodeName(ground.data()).read());
        bus.tell(new BotStarted(clock.instant(), version(), ground.policy().digest(), node));
        cosigning.start(this::fail);
    }

    /** Deploys what makes proposals of verdicts; a dry run does without. */
    public void propose() {
        var archive = new Archive(ground.journal(), ground.evidence(), ground::proof);
        var proposing = new Proposing(parts.sources(), parts.pins(), parts.forge(), archive, ground.clock());
        deploy(new ProposalVerticle(bus, ground.journal(), proposing));
    }

    /** Deploys something that only listens and serves; what it is called then. */
    private String deploy(Deployable verticle) {
        return vertx.deployVerticle(verticle, ON_VIRTUAL_THREADS).await();
    }

    private Watching watching() {
        return new Watching(
                ground.watched(),
                parts.sources(),
                parts.pins(),
                parts.registry(),
                ground.journal(),
                ground.evidence(),
                ground.rules(),
                parts.looked(),
                ground.clock());
    }

    /** Opens the door for hooks, and tells commands on this machine where it is. */
    public void open(HooksSettings settings) throws IOException {
        open(settings, new Tally());
    }

    /** Opens the door for hooks, whose requests are counted here. */
    void open(HooksSettings settings, Tally tally) throws IOException {
        var key = LookFile.newKey();
        var noting = new Noting(pinned, ground.repositories(), bus::tell, ground.clock());
        var door = new Door(new Hooks(settings, ground.clock()).all(key), noting, tally);
        var verticle = new HooksVerticle(door, limits(settings), settings.host(), settings.port());
        openDoor = Optional.of(deploy(verticle));
        new LookFile(verticle.address(), key).write(ground.data());
    }

    /** What a door for hooks bears, be it open or closed. */
    static DoorLimits limits(HooksSettings settings) {
        return DoorLimits.ORDINARY
                .withBodyBytes(settings.maxBody())
                .withConnections(settings.connections(), settings.connectionsPerAddress());
    }

    /** Starts a cycle of all tags unless one is under way; a ledger that cannot be written ends everything. */
    public void cycle(String trigger) {
        start(trigger, CycleStarted.Scope.ALL);
    }

    /** Starts a cycle of the tags that are due unless one is under way. */
    public void cycleOfDue(String trigger) {
        start(trigger, CycleStarted.Scope.DUE);
    }

    private void start(String trigger, CycleStarted.Scope scope) {
        try {
            rounds.start(trigger, scope);
        } catch (StoppedException e) {
            return;
        } catch (RuntimeException e) {
            fail(e);
        }
    }

    /** Waits until the cycle and everything that follows from it is done. */
    public void awaitQuiet() throws InterruptedException {
        bus.awaitQuiet();
    }

    /** Waits until every signature in the ledger is verified, which began with the start, or for that long. */
    public void awaitChecked(Duration patience) {
        try {
            ground.journal().awaitChecked(patience);
        } catch (JournalException e) {
            fail(e);
        }
    }

    /** Waits until the ledger cannot be written any more, or this is closed. */
    public void awaitFatal() throws InterruptedException {
        fatal.await();
    }

    /** Why nothing can go on, if that is so. */
    public Optional<JournalException> fatal() {
        return fatalReason;
    }

    private void tell(Event event) {
        bus.tell(event);
    }

    private void warned(RegistryHost host, String text) {
        bus.tell(new RegistryWarned(ground.clock().instant(), host, text));
    }

    private void fail(Throwable reason) {
        fatalReason = Optional.of(fatalReason.orElseGet(() -> reason instanceof UnfitException unfit
                ? unfit
                : new JournalException("the ledger cannot be written: " + Reason.of(reason))));
        fatal.countDown();
    }

    /** Stops everything, once; that it stopped is the last entry, unless the ledger cannot be written any more. */
    @Override
    public void close() {
        if (closed.getAndSet(true)) {
            return;
        }
        try {
            cosigning.close();
            closeDoor();
            stop();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            fatal.countDown();
            parts.registry().close();
            vertx.close().await();
            parts.close();
            ground.close();
        }
    }

    /** Lets nobody in any more, before what is behind the door ends. */
    private void closeDoor() {
        openDoor.ifPresent(deployed -> vertx.undeploy(deployed).await());
    }

    private void stop() throws InterruptedException {
        if (fatalReason.isEmpty()) {
            bus.stop(new BotStopped(ground.clock().instant(), node));
        } else {
            bus.stop();
        }
    }
}
