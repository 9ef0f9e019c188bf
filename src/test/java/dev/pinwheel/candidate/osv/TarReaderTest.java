package dev.pinwheel.candidate.osv;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TarReaderTest {

    private static final String LONG = "d/".repeat(100) + "f";

    @Test
    void tellsFilesDirectoriesLinksAndTheRestApart() throws IOException {
        var tar = new Tar()
                .directory("./a/")
                .file("a/f", "x")
                .symlink("a/s", "../f")
                .hardLink("a/h", "a/f")
                .entry('6', "a/pipe", "", "")
                .entry('0', "a/old-directory/", "", "")
                .bytes();

        assertEquals(
                List.of(
                        new TarEntry("a", TarEntry.Kind.DIRECTORY, ""),
                        new TarEntry("a/f", TarEntry.Kind.FILE, ""),
                        new TarEntry("a/s", TarEntry.Kind.LINK, "../f"),
                        new TarEntry("a/h", TarEntry.Kind.LINK, "a/f"),
                        new TarEntry("a/pipe", TarEntry.Kind.OTHER, ""),
                        new TarEntry("a/old-directory", TarEntry.Kind.DIRECTORY, "")),
                entries(tar));
    }

    @Test
    void givesTheContentOfTheEntryThatItGaveLast() throws IOException {
        var reader =
                reader(new Tar().file("a", "x".repeat(700)).file("b", "two").bytes());
        reader.next();
        reader.next();

        assertArrayEquals("two".getBytes(StandardCharsets.UTF_8), reader.content(3));
    }

    @Test
    void readsLongNamesOfPaxAndOfGnu() throws IOException {
        var tar = new Tar()
                .pax("path", LONG)
                .file("short", "x")
                .gnuLongName(LONG)
                .file("short", "x")
                .file("plain", "x")
                .bytes();

        assertEquals(
                List.of(LONG, LONG, "plain"),
                entries(tar).stream().map(TarEntry::path).toList());
    }

    @Test
    void readsTheSizeThatPaxGives() throws IOException {
        var tar = new Tar()
                .pax("size", "3")
                .header('0', "a", "", 0)
                .raw(Arrays.copyOf(new byte[] {'a', 'b', 'c'}, 512))
                .file("b", "")
                .bytes();

        assertEquals(
                List.of("a", "b"), entries(tar).stream().map(TarEntry::path).toList());
    }

    @Test
    void doesNotTakeASparseFileForItsContent() throws IOException {
        var tar = new Tar()
                .pax("GNU.sparse.name", "var/lib/dpkg/status")
                .file("GNUSparseFile.0/status", "1\n0\n1\n")
                .bytes();

        assertEquals(List.of(new TarEntry("var/lib/dpkg/status", TarEntry.Kind.OTHER, "")), entries(tar));
    }

    @Test
    void looksPastAHeaderForTheWholeArchive() throws IOException {
        var tar = new Tar()
                .entry('g', "pax_global_header", "", "52 comment=x\n")
                .file("a", "x")
                .bytes();

        assertEquals(List.of(new TarEntry("a", TarEntry.Kind.FILE, "")), entries(tar));
    }

    @Test
    void takesNoContentFromALink() throws IOException {
        var tar = new Tar().header('2', "link", "target", 512).file("a", "x").bytes();

        assertEquals(
                List.of("link", "a"), entries(tar).stream().map(TarEntry::path).toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"../../etc/os-release", "/../etc/os-release", "a/../../b"})
    void refusesAnEntryThatLeavesTheImage(String name) {
        assertThrows(Unreadable.class, () -> entries(new Tar().file(name, "x").bytes()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/etc/./x", "./etc//x", "etc/y/../x", "etc/x"})
    void readsAPathWithoutItsDetours(String name) throws IOException {
        assertEquals(
                "etc/x", entries(new Tar().file(name, "x").bytes()).getFirst().path());
    }

    @Test
    void refusesWhatIsNoTar() {
        assertThrows(Unreadable.class, () -> entries("x".repeat(2048).getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void refusesAHeaderWithOneBitFlipped() {
        var tar = new Tar().file("a", "x").bytes();
        tar[0] ^= 1;

        assertThrows(Unreadable.class, () -> entries(tar));
    }

    @Test
    void refusesAnArchiveThatEndsInTheMiddle() {
        var tar = new Tar().file("a", "x".repeat(2000)).bytes();

        assertThrows(EOFException.class, () -> entries(Arrays.copyOf(tar, 1024)));
    }

    @Test
    void refusesAnArchiveThatGoesOnBehindItsEnd() {
        var tar = new Tar().file("a", "x").raw(new byte[512]).file("b", "x").bytes();

        assertThrows(Unreadable.class, () -> entries(tar));
    }

    @Test
    void refusesMoreEntriesThanAllowed() {
        var tar = new Tar();
        for (var count = 0; count < 101; count++) {
            tar.file("a", "");
        }

        assertThrows(Unreadable.class, () -> entries(tar.bytes()));
    }

    @Test
    void refusesMoreContentThanAllowed() throws IOException {
        var reader = reader(new Tar().file("a", "four").bytes());
        reader.next();

        assertThrows(Unreadable.class, () -> reader.content(3));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"x", "5 a=b\n", "99 path=a\n", "-1 path=a\n", "11 path=a\0b\n", "7 path\n", "99999999999 a=b\n"})
    void refusesADamagedPaxHeader(String records) {
        var tar = new Tar().entry('x', "PaxHeader", "", records).file("a", "x").bytes();

        assertThrows(Unreadable.class, () -> entries(tar));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "9223372036854775807", "99999999999999999999", "x"})
    void refusesAnImpossibleSize(String size) {
        var tar = new Tar().pax("size", size).file("a", "x").bytes();

        assertThrows(IOException.class, () -> entries(tar));
    }

    private static TarReader reader(byte[] tar) {
        return new TarReader(new ByteArrayInputStream(tar), 100);
    }

    private static List<TarEntry> entries(byte[] tar) throws IOException {
        var reader = reader(tar);
        var entries = new ArrayList<TarEntry>();
        for (var entry = reader.next(); entry.isPresent(); entry = reader.next()) {
            entries.add(entry.get());
        }
        return entries;
    }
}
