package dev.scrim.datasets.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scrim.datasets.check.UserError;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.security.AccessControlException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class WorkspaceTest {
    @TempDir
    Path temp;

    @Test
    void aNewWorkspaceIsForItsOwnerOnly() throws IOException {
        Path root = temp.resolve("deep/er/ws");
        Workspace workspace = open(root.toUri());
        assertThat(workspace.protection()).isEqualTo(Protection.OWNER_ONLY);
        assertThat(mode(root)).isEqualTo("rwx------");
        assertThat(workspace.defaultKeyring()).isEqualTo(root.resolve("keyring.json"));
        assertThat(workspace.builds()).isEmpty();
        assertThat(workspace.holdsStages()).isFalse();
        assertThat(open(root.toUri()).root()).isEqualTo(workspace.root());
    }

    @Test
    void aPlainPathIsALocalFolder() {
        assertThat(open(URI.create(temp.resolve("ws").toString()))
                        .root()
                        .toUri()
                        .getScheme())
                .isEqualTo("file");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rwxr-x---", "rwx--x---", "rwx---r--", "rwxrwxrwx"})
    void aWorkspaceThatOthersCanEnterIsRefused(String mode) throws IOException {
        Path root = Files.createDirectory(temp.resolve("ws"));
        Files.setPosixFilePermissions(root, PosixFilePermissions.fromString(mode));
        assertThatThrownBy(() -> open(root.toUri()))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("chmod 700 " + root);
        assertThat(root).isEmptyDirectory();
    }

    @Test
    void aFileIsNoWorkspace() throws IOException {
        Path file = Files.createFile(temp.resolve("ws"));
        assertThatThrownBy(() -> open(file.toUri()))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("is a file");
    }

    @Test
    void anUnwritableRootIsTheUsersToRepair() throws IOException {
        try (RawLocalFileSystem denied = new RawLocalFileSystem() {
            @Override
            public boolean mkdirs(org.apache.hadoop.fs.Path f, FsPermission permission) throws IOException {
                throw new AccessControlException("Permission denied");
            }
        }) {
            denied.initialize(URI.create("file:///"), new Configuration());
            org.apache.hadoop.fs.Path root =
                    new org.apache.hadoop.fs.Path(temp.resolve("ws").toUri());
            assertThatThrownBy(() -> Workspace.open(root, new HadoopDisk(denied), Clock.systemUTC()))
                    .isInstanceOf(UserError.class)
                    .hasMessageContaining("access is denied");
        }
    }

    @Test
    void tooLittleFreeSpaceIsSaidBeforeTheRun() {
        Workspace workspace = open(temp.resolve("ws").toUri());
        workspace.requireFreeBytes(1);
        assertThatThrownBy(() -> workspace.requireFreeBytes(Long.MAX_VALUE))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("MiB are free");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "..", "a/b", ".hidden", "a b"})
    void buildIdsArePathSafe(String id) {
        Workspace workspace = open(temp.resolve("ws").toUri());
        assertThatThrownBy(() -> workspace.build(id)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aKeyringCannotLieInAnObjectStore() throws IOException {
        try (RawLocalFileSystem fs = new RawLocalFileSystem()) {
            fs.initialize(URI.create("file:///"), new Configuration());
            Workspace workspace = Workspace.open(
                    new org.apache.hadoop.fs.Path(temp.resolve("ws").toUri()), new HadoopDisk(fs), Clock.systemUTC());
            assertThat(workspace.protection()).isEqualTo(Protection.UNCHECKED);
            assertThat(workspace.freeBytes()).isEmpty();
            assertThatThrownBy(workspace::defaultKeyring).isInstanceOf(UserError.class);
        }
    }

    @Test
    void onHdfsThePermissionsAreLookedAtToo() throws IOException {
        try (RawLocalFileSystem hdfs = new RawLocalFileSystem() {
            @Override
            public URI getUri() {
                return URI.create("hdfs://name/");
            }

            @Override
            public FileStatus getFileStatus(org.apache.hadoop.fs.Path f) throws IOException {
                FileStatus status = super.getFileStatus(f);
                String mode = PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(Path.of(f.toUri().getPath())));
                return new FileStatus(
                        status.getLen(), status.isDirectory(), 1, 1, 0, 0, FsPermission.valueOf("-" + mode), "", "", f);
            }
        }) {
            hdfs.initialize(URI.create("hdfs://name/"), new Configuration());
            org.apache.hadoop.fs.Path root =
                    new org.apache.hadoop.fs.Path(temp.resolve("ws").toString());
            Workspace workspace = Workspace.open(root, new HadoopDisk(hdfs), Clock.systemUTC());
            assertThat(workspace.protection()).isEqualTo(Protection.OWNER_ONLY);
            assertThat(workspace.freeBytes()).isPresent();
            try (BuildRun run = workspace.build("b1").start();
                    StageCommit stage = run.begin(new StageName("01-capture"))) {
                stage.commit(StageFacts.of("", Map.of(), Map.of(), ""));
            }
            assertThat(workspace.build("b1").stages()).hasSize(1);
            Files.setPosixFilePermissions(temp.resolve("ws"), PosixFilePermissions.fromString("rwxr-x---"));
            assertThatThrownBy(() -> Workspace.open(root, new HadoopDisk(hdfs), Clock.systemUTC()))
                    .isInstanceOf(UserError.class)
                    .hasMessageContaining("chmod 700 hdfs://name/");
        }
    }

    @Test
    void aSmallFileIsReplacedWholeAndOwnerOnly() throws IOException {
        Path file = temp.resolve("small");
        AtomicFile.write(file, new byte[] {1, 2, 3});
        AtomicFile.write(file, new byte[] {4});
        assertThat(file).hasBinaryContent(new byte[] {4});
        assertThat(mode(file)).isEqualTo("rw-------");
        assertThat(temp).isDirectoryNotContaining(p -> !p.equals(file));
    }

    private static Workspace open(URI root) {
        return Workspace.open(root, new Configuration(), Clock.systemUTC());
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
