package dev.pinwheel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeNameTest {

    @TempDir
    private Path data;

    @Test
    void aNodeKeepsItsNameAndHasItsOwn(@TempDir Path other) throws IOException {
        var name = new NodeName(data).read();

        assertTrue(name.matches("[0-9a-f]{8}"), name);
        assertEquals(name, new NodeName(data).read());
        assertNotEquals(name, new NodeName(other).read());
    }

    @Test
    void whatIsNoNameIsSaidToBeNone() throws IOException {
        Files.writeString(data.resolve("node.id"), "\"a\"");

        var refusal = assertThrows(IOException.class, () -> new NodeName(data).read());
        assertTrue(String.valueOf(refusal.getMessage()).contains("holds no name of a node"), refusal.getMessage());
    }
}
