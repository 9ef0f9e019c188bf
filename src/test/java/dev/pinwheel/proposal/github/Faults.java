package dev.pinwheel.proposal.github;

import com.sun.net.httpserver.HttpExchange;
import java.util.Optional;
import java.util.regex.Pattern;

/** What the network does to the next request of a kind. */
final class Faults {

    /** What of an exchange gets lost. */
    enum Loss {
        NOTHING,
        REQUEST,
        ANSWER
    }

    private record Fault(String method, Pattern path, Loss loss) {}

    private Optional<Fault> next = Optional.empty();

    synchronized void plan(String method, String path, Loss loss) {
        next = Optional.of(new Fault(method, Pattern.compile(path), loss));
    }

    /** What happens to this request; a fault happens once. */
    synchronized Loss at(HttpExchange exchange) {
        var path = exchange.getRequestURI().getPath();
        var hit = next.filter(fault -> fault.method().equals(exchange.getRequestMethod())
                && fault.path().matcher(path).find());
        next = hit.isPresent() ? Optional.empty() : next;
        return hit.map(Fault::loss).orElse(Loss.NOTHING);
    }
}
