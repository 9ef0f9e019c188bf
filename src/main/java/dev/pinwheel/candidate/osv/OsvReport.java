package dev.pinwheel.candidate.osv;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import dev.pinwheel.candidate.ScanReport;
import dev.pinwheel.event.Finding;
import java.util.List;

/**
 * What the embedded scanner saw in one image, for people who ask later: the same image and the same records make the
 * same bytes.
 *
 * @param system the distribution and its release
 * @param records the state of the OSV records
 */
record OsvReport(String system, String records, List<DpkgPackage> packages, List<Finding> findings) {

    private static final String MEDIA_TYPE = "application/vnd.pinwheel.scan.v1+json";
    private static final JsonMapper JSON =
            JsonMapper.builder().addModule(new Jdk8Module()).build();

    OsvReport {
        packages = List.copyOf(packages);
        findings = List.copyOf(findings);
    }

    ScanReport written() throws Unreadable {
        try {
            return new ScanReport(MEDIA_TYPE, JSON.writeValueAsBytes(this));
        } catch (JsonProcessingException e) {
            throw new Unreadable("tried to write what was found, but " + e.getOriginalMessage(), e);
        }
    }
}
