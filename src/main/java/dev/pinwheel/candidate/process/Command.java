package dev.pinwheel.candidate.process;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One call of a program: its arguments, never read by a shell, and all that it may know.
 *
 * @param directory the directory it works in
 * @param environment variables besides the few that every program is given
 * @param secrets what must not stand in its output
 * @param limit how long it may take
 */
public record Command(
        Path program,
        List<String> arguments,
        Path directory,
        Map<String, String> environment,
        Secrets secrets,
        Duration limit) {

    public Command {
        arguments = List.copyOf(arguments);
        environment = Map.copyOf(environment);
    }

    /** A call with these arguments in a directory, with no variables and no secrets. */
    public static Command of(Path program, Path directory, Duration limit, List<String> arguments) {
        return new Command(program, arguments, directory, Map.of(), Secrets.NONE, limit);
    }

    public Command with(Map<String, String> variables) {
        return new Command(program, arguments, directory, variables, secrets, limit);
    }

    public Command hiding(Secrets hidden) {
        return new Command(program, arguments, directory, environment, hidden, limit);
    }

    List<String> line() {
        var line = new ArrayList<String>();
        line.add(program.toString());
        line.addAll(arguments);
        return line;
    }
}
