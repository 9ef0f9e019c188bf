package dev.pinwheel.watch;

import dev.pinwheel.image.RegistryHost;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What has been looked at in rounds that are not done, of each registry. */
final class LookLogs {

    private final LookLines lines;
    private final Reporting reporting;
    private final Map<RegistryHost, LookLog> logs = new ConcurrentHashMap<>();

    LookLogs(LookLines lines, Reporting reporting) {
        this.lines = lines;
        this.reporting = reporting;
    }

    LookLog of(RegistryHost host) {
        return logs.computeIfAbsent(host, unseen -> new LookLog(lines, unseen, reporting));
    }
}
