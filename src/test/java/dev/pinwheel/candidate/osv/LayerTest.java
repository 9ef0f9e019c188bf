package dev.pinwheel.candidate.osv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LayerTest {

    private static final String STATUS = "var/lib/dpkg/status";
    private static final String PART = "var/lib/dpkg/status.d/base";
    private static final String RELEASE = "usr/lib/os-release";

    @Test
    void showsTheUppermost() throws IOException {
        var shown = Layer.stack(
                layers(new Tar().file(STATUS, "1"), new Tar().file(STATUS, "2").file(STATUS, "three")));

        var file = assertInstanceOf(KeptFile.Plain.class, shown.get(STATUS));
        assertEquals("three", new String(file.content(), StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "var/lib/dpkg/.wh.status",
                "var/lib/dpkg/.wh..wh..opq",
                "var/lib/.wh.dpkg",
                "var/.wh..wh..opq",
                ".wh.var"
            })
    void hidesWhatAWhiteoutHides(String whiteout) throws IOException {
        var lower = new Tar().file(STATUS, "1").file(RELEASE, "ID=debian");

        assertEquals(Set.of(RELEASE), shown(lower, new Tar().file(whiteout, "")));
    }

    @Test
    void hidesEverythingUnderAnOpaqueRoot() throws IOException {
        assertEquals(Set.of(), shown(new Tar().file(STATUS, "1"), new Tar().file(".wh..wh..opq", "")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"var/lib/dpkg/.wh.status-old", "var/lib/.wh.dpk", "usr/share/.wh..wh..opq", ".wh..wh.plnk"})
    void hidesNothingElse(String whiteout) throws IOException {
        assertEquals(Set.of(STATUS), shown(new Tar().file(STATUS, "1"), new Tar().file(whiteout, "")));
    }

    @Test
    void hidesNothingOfTheWhiteoutsOwnLayer() throws IOException {
        var lower = new Tar().file(STATUS, "1").file(PART, "1");
        var upper = new Tar().file(STATUS, "2").file("var/lib/dpkg/.wh..wh..opq", "");

        assertEquals(Set.of(STATUS), shown(lower, upper));
    }

    @Test
    void showsAgainWhatComesBackAboveAWhiteout() throws IOException {
        var whiteout = new Tar().file("var/.wh.lib", "");

        assertEquals(Set.of(STATUS), shown(new Tar().file(PART, "1"), whiteout, new Tar().file(STATUS, "2")));
    }

    @Test
    void hidesWhatIsBelowADirectoryThatBecameALink() throws IOException {
        var link = new Tar().symlink("var/lib/dpkg", "../elsewhere");

        assertEquals(Set.of(), shown(new Tar().file(STATUS, "1"), link));
    }

    @Test
    void hidesAFileThatBecameADirectory() throws IOException {
        assertEquals(Set.of(), shown(new Tar().file(STATUS, "1"), new Tar().directory(STATUS + "/")));
    }

    @Test
    void leavesADirectoryThatIsNamedAgainAsItIs() throws IOException {
        assertEquals(Set.of(STATUS), shown(new Tar().file(STATUS, "1"), new Tar().directory("var/lib/dpkg/")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"var/lib/.wh.", "var/lib/.wh..", "var/lib/.wh..."})
    void refusesAWhiteoutOfNothing(String whiteout) {
        assertThrows(Unreadable.class, () -> layers(new Tar().file(whiteout, "")));
    }

    private static Set<String> shown(Tar... tars) throws IOException {
        return Layer.stack(layers(tars)).keySet();
    }

    private static List<Layer> layers(Tar... tars) throws IOException {
        var layers = new ArrayList<Layer>();
        for (var tar : tars) {
            layers.add(new LayerReader(Limits.ORDINARY).read(new ByteArrayInputStream(tar.gzipped())));
        }
        return layers;
    }
}
