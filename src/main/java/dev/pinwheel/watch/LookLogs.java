package dev.pinwheel.watch;

import dev.pinwheel.image.RegistryHost;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What has been looked at in rounds that are not done, of each registry. */
final class LookLogs {

    private final Path directory;
    private final Reporting reporting;
    private final Map<RegistryHost, LookLog> logs = new ConcurrentHashMap<>();

    LookLogs(Path directory, Reporting reporting) {
        this.directory = directory;
        this.reporting = reporting;
    }

    LookLog of(RegistryHost host) {
        return logs.computeIfAbsent(host, unseen -> new LookLog(directory, unseen, reporting));
    }
}
