package dev.pinwheel.cli;

import dev.pinwheel.config.InvalidConfigurationException;
import dev.pinwheel.image.Digest;
import dev.pinwheel.image.Watch;
import dev.pinwheel.pin.Dialect;
import dev.pinwheel.pin.DirectoryTree;
import dev.pinwheel.pin.InPlace;
import dev.pinwheel.pin.Overlay;
import dev.pinwheel.pin.Patch;
import dev.pinwheel.pin.PinReader;
import dev.pinwheel.pin.Pins;
import dev.pinwheel.pin.RefusedEditException;
import dev.pinwheel.pin.Repin;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Moves the pins of a work tree to other digests, and changes nothing but the digests' bytes. */
@Command(
        name = "pin",
        mixinStandardHelpOptions = true,
        description = "Move the pins of a directory's files to other digests, in place or as a patch.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done, even if there was nothing to move",
            "1:an edit was refused, and nothing was changed",
            "2:wrong usage, or a file cannot be read or written"
        })
public final class PinCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(index = "0", paramLabel = "PATH", description = "The directory to edit.")
    private Path path = Path.of("");

    @Option(
            names = "--to",
            required = true,
            paramLabel = "REF=DIGEST",
            description = "The tag and the digest to pin it to, such as python:3.11=sha256:…; may be given again.")
    private List<String> to = List.of();

    @Option(names = "--diff", description = "Print the patch and change nothing.")
    private boolean diff;

    @Option(names = "--add", description = "Pin the tag also where it has no digest yet.")
    private boolean add;

    @Mixin
    private DialectOption dialect = new DialectOption();

    @Override
    public Integer call() throws InvalidConfigurationException {
        try {
            var tree = DirectoryTree.of(path);
            finish(tree, changed(tree));
            return 0;
        } catch (RefusedEditException e) {
            return complain(1, "refused, nothing was changed: " + e.getMessage());
        } catch (IOException | IllegalArgumentException e) {
            return complain(2, String.valueOf(e.getMessage()));
        }
    }

    private int complain(int code, String reason) {
        spec.commandLine().getErr().println("pinwheel pin: " + reason);
        return code;
    }

    /** The digest asked for of each tag; under its aliases, or in another spelling, a tag is the same. */
    private Map<Watch, Digest> asked(Dialect dialect) {
        var asked = new LinkedHashMap<Watch, Digest>();
        for (var each : to) {
            var equals = each.indexOf('=');
            if (equals < 0) {
                throw new IllegalArgumentException("--to takes REF=DIGEST, such as python:3.11=sha256:…, not " + each);
            }
            var written = Watch.parse(each.substring(0, equals));
            var watch = new Watch(dialect.aliases().meant(written.repository()), written.tag());
            var digest = Digest.parse(each.substring(equals + 1));
            var before = asked.put(watch, digest);
            if (before != null && !before.equals(digest)) {
                throw new IllegalArgumentException(
                        "--to names two digests for %s, %s and %s: leave one out".formatted(watch, before, digest));
            }
        }
        return asked;
    }

    private Map<String, byte[]> changed(DirectoryTree tree) throws RefusedEditException, InvalidConfigurationException {
        var spoken = dialect.read();
        var reader = new PinReader(spoken);
        var changed = new TreeMap<String, byte[]>();
        for (var each : asked(spoken).entrySet()) {
            var watch = each.getKey();
            var digest = each.getValue();
            changed.putAll(Repin.move(new Overlay(tree, changed), watch, digest, reader));
            if (add) {
                changed.putAll(Repin.add(new Overlay(tree, changed), watch, digest, reader));
            }
        }
        return changed;
    }

    private static String patch(DirectoryTree tree, String file, byte[] after)
            throws IOException, RefusedEditException {
        try {
            return Patch.of(file, tree.read(file, Pins.MAX_FILE_SIZE), after);
        } catch (CharacterCodingException e) {
            throw new RefusedEditException(file, "is not UTF-8, so no patch can be printed; leave --diff out");
        }
    }

    private void finish(DirectoryTree tree, Map<String, byte[]> changed) throws IOException, RefusedEditException {
        var out = spec.commandLine().getOut();
        if (diff) {
            for (var file : changed.entrySet()) {
                out.print(patch(tree, file.getKey(), file.getValue()));
            }
        } else {
            InPlace.write(path, changed);
            changed.keySet().forEach(file -> out.println("changed " + file));
        }
        if (changed.isEmpty()) {
            spec.commandLine()
                    .getErr()
                    .println("nothing to move: no pin in " + path + " is at another digest than asked for by --to "
                            + String.join(", ", to));
        }
        out.flush();
    }
}
