package dev.pinwheel.candidate.buildah;

import dev.pinwheel.candidate.BuildOrder;
import dev.pinwheel.candidate.BuildResult;
import dev.pinwheel.candidate.Builder;
import dev.pinwheel.candidate.BuilderSettings;
import dev.pinwheel.candidate.Found;
import dev.pinwheel.candidate.Layout;
import dev.pinwheel.candidate.process.Command;
import dev.pinwheel.candidate.process.Machine;
import dev.pinwheel.candidate.process.Workshop;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/** Rebuilds with buildah, each time in a storage of its own that holds nothing else and goes afterwards. */
public final class BuildahBuilder implements Builder {

    private static final String NAME = "buildah";
    private static final Pattern VERSION = Pattern.compile("version (\\S+)");
    private static final Duration BRIEFLY = Duration.ofSeconds(30);
    private static final String HINT = "install it, as by: apt-get install buildah crun";

    private final Machine machine;
    private final Found.Ready program;
    private final BuilderSettings settings;

    public BuildahBuilder(Machine machine, Found.Ready program, BuilderSettings settings) {
        this.machine = machine;
        this.program = program;
        this.settings = settings;
    }

    /** Looks for buildah on a machine. */
    public static Found find(Machine machine) {
        var path = machine.find(NAME);
        if (path.isEmpty()) {
            return new Found.Missing(NAME, "there is no program buildah on the path", HINT);
        }
        var answer = machine.run(Command.of(path.get(), Path.of("/"), BRIEFLY, List.of("--version")));
        var version = VERSION.matcher(answer.log());
        return answer.succeeded() && version.find()
                ? new Found.Ready(NAME, version.group(1), path.get())
                : new Found.Missing(NAME, path.get() + " --version " + answer.ending(), HINT);
    }

    @Override
    public String name() {
        return program.toString();
    }

    @Override
    public BuildResult build(BuildOrder order) {
        try (var workshop = Workshop.open(settings.directory());
                var storage = Storage.open(machine, program.program(), settings, workshop)) {
            return build(order, storage);
        } catch (IOException e) {
            return new BuildResult.Failed(
                    name() + " could not build " + order.dockerfile() + ": " + e.getMessage(), "");
        }
    }

    private BuildResult build(BuildOrder order, Storage storage) throws IOException {
        var started = System.nanoTime();
        var built = storage.build(order);
        if (!built.succeeded()) {
            return new BuildResult.Failed("buildah bud " + built.ending(), built.log());
        }
        var bases = storage.bases();
        var left = order.limit().minusNanos(System.nanoTime() - started);
        var exported = storage.export(order.layout(), left);
        var log = built.log() + exported.log();
        return exported.succeeded()
                ? new BuildResult.Built(Layout.read(order.layout()).image(), bases, log)
                : new BuildResult.Failed("buildah push " + exported.ending(), log);
    }
}
