package dev.pinwheel.candidate.buildkit;

import dev.pinwheel.candidate.BuildOrder;
import dev.pinwheel.candidate.BuildResult;
import dev.pinwheel.candidate.Builder;
import dev.pinwheel.candidate.BuilderSettings;
import dev.pinwheel.candidate.Layout;
import dev.pinwheel.candidate.process.Machine;
import dev.pinwheel.candidate.process.Outcome;
import dev.pinwheel.candidate.process.Workshop;
import java.io.IOException;
import java.time.Duration;

/** Rebuilds with the BuildKit of a docker daemon. */
public final class BuildkitBuilder implements Builder {

    private final Machine machine;
    private final Docker docker;
    private final BuilderSettings settings;

    public BuildkitBuilder(Machine machine, Docker docker, BuilderSettings settings) {
        this.machine = machine;
        this.docker = docker;
        this.settings = settings;
    }

    @Override
    public String name() {
        return docker.found().toString();
    }

    @Override
    public BuildResult build(BuildOrder order) {
        try (var workshop = Workshop.open(settings.directory());
                var job = Job.open(machine, docker, settings, workshop)) {
            return build(order, job);
        } catch (IOException e) {
            return new BuildResult.Failed(
                    name() + " could not build " + order.dockerfile() + ": " + e.getMessage(), "");
        }
    }

    private static BuildResult build(BuildOrder order, Job job) throws IOException {
        var started = System.nanoTime();
        var built = job.build(order);
        if (!built.succeeded()) {
            return new BuildResult.Failed("docker build " + built.ending(), built.log());
        }
        var saved = job.save(left(order, started));
        if (!saved.succeeded()) {
            return failed("docker save ", saved, built);
        }
        var exported = job.export(order.layout(), left(order, started));
        if (!exported.succeeded()) {
            return failed("skopeo copy ", exported, built);
        }
        return new BuildResult.Built(Layout.read(order.layout()).image(), Progress.bases(built.log()), built.log());
    }

    private static BuildResult failed(String step, Outcome outcome, Outcome built) {
        return new BuildResult.Failed(step + outcome.ending(), built.log() + outcome.log());
    }

    private static Duration left(BuildOrder order, long started) {
        return order.limit().minusNanos(System.nanoTime() - started);
    }
}
