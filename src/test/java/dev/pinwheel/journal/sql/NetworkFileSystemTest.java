package dev.pinwheel.journal.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pinwheel.journal.JournalException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkFileSystemTest {

    @TempDir
    private Path data;

    @ParameterizedTest
    @ValueSource(
            strings = {"nfs", "nfs4", "cifs", "smb3", "smbfs", "CIFS", "ceph", "fuse.sshfs", "fuse.glusterfs", "afs"})
    void aLedgerIsNotBegunOnAFileSystemThatMachinesShare(String type) {
        var database = SqliteDatabase.on(data, file -> type);

        var refusal = assertThrows(JournalException.class, database::open);

        var message = String.valueOf(refusal.getMessage());
        assertTrue(message.contains("is on " + type.toLowerCase(Locale.ROOT)), message);
        assertTrue(message.contains("ledger.database"), message);
        assertFalse(Files.exists(data.resolve("ledger.db")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ext4", "xfs", "btrfs", "zfs", "tmpfs", "overlay", "apfs", "NTFS", "fuseblk", "f2fs"})
    void oneOfThisMachineIsTaken(String type) {
        SqliteDatabase.on(data, file -> type).open().close();

        assertTrue(Files.exists(data.resolve("ledger.db")));
    }

    @Test
    void theOneOfATestsDirectoryIsOfThisMachine() throws IOException {
        assertEquals(Optional.empty(), NetworkFileSystem.of(data));
    }
}
