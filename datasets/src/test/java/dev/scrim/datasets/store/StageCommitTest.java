package dev.scrim.datasets.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.scrim.datasets.check.UserError;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StageCommitTest {
    private static final StageName CAPTURE = new StageName("01-capture");
    private static final StageName TIMELINE = new StageName("02-timeline");
    private static final StageName ACTIONS = new StageName("03-actions");
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-03-04T05:06:07Z"), ZoneOffset.UTC);
    private static final StageFacts FACTS = StageFacts.of("inputs", Map.of("rows", 2L), Map.of(), "");

    @TempDir
    Path temp;

    private Workspace workspace;
    private BuildFolder build;

    @BeforeEach
    void openWorkspace() {
        workspace = Workspace.open(temp.resolve("ws").toUri(), new Configuration(), CLOCK);
        build = workspace.build("b1");
    }

    @Test
    void aCommittedStageHasItsManifestAndItsFiles() throws IOException {
        Manifest manifest = commit(CAPTURE);
        assertThat(build.stages()).containsExactly(CAPTURE);
        assertThat(build.committed(CAPTURE)).contains(manifest);
        assertThat(build.matches(CAPTURE, "inputs")).isTrue();
        assertThat(build.matches(CAPTURE, "other")).isFalse();
        assertThat(build.matches(TIMELINE, "inputs")).isFalse();
        assertThat(manifest.files())
                .extracting(StoredFile::path)
                .containsExactly("events/subject=_build/a.parquet", "events/subject=_build/b.parquet");
        assertThat(manifest.started()).isEqualTo(CLOCK.instant());
        assertThat(build.verify(CAPTURE)).isEmpty();
        assertThat(build.unencrypted(CAPTURE)).isEmpty();
        assertThat(workspace.builds()).containsExactly("b1");
        assertThat(workspace.holdsStages()).isTrue();
        assertThat(names(local(build.path()))).containsExactlyInAnyOrder(".lock", "01-capture");
    }

    @Test
    void whatWritersLeaveBesideTheirDataIsRemoved() throws IOException {
        try (BuildRun run = build.start();
                StageCommit stage = run.begin(CAPTURE)) {
            Path table = write(stage);
            Files.createFile(table.resolve(".a.parquet.crc"));
            Files.createFile(table.getParent().resolve("_SUCCESS"));
            assertThat(stage.commit(FACTS).files()).hasSize(2);
        }
        try (Stream<Path> all = Files.walk(local(build.stage(CAPTURE)))) {
            assertThat(all.map(p -> p.getFileName().toString()))
                    .noneMatch(n -> n.endsWith(".crc") || n.startsWith("_"));
        }
    }

    @Test
    void aWriterThatHasNotFinishedStopsTheCommit() throws IOException {
        try (BuildRun run = build.start();
                StageCommit stage = run.begin(CAPTURE)) {
            Files.createDirectories(write(stage).getParent().resolve("_temporary/0"));
            assertThatThrownBy(() -> stage.commit(FACTS)).isInstanceOf(IllegalStateException.class);
        }
        assertThat(build.stages()).isEmpty();
    }

    @Test
    void plaintextIsNotCommittedUnlessItIsMeantToBeRead() throws IOException {
        try (BuildRun run = build.start()) {
            try (StageCommit stage = run.begin(CAPTURE)) {
                Files.write(write(stage).resolve("c.parquet"), "PAR1 plain".getBytes(StandardCharsets.US_ASCII));
                assertThatThrownBy(() -> stage.commit(FACTS))
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("c.parquet is not encrypted");
            }
            assertThat(build.stages()).isEmpty();
            try (StageCommit stage = run.begin(CAPTURE)) {
                Files.write(write(stage).resolve("c.parquet"), "PAR1 plain".getBytes(StandardCharsets.US_ASCII));
                stage.commitReadable(FACTS);
            }
        }
        assertThat(build.unencrypted(CAPTURE)).containsExactly("events/subject=_build/c.parquet");
    }

    @Test
    void abortAndCloseLeaveNothing() throws IOException {
        try (BuildRun run = build.start()) {
            try (StageCommit stage = run.begin(CAPTURE)) {
                write(stage);
            }
            StageCommit stage = run.begin(CAPTURE);
            write(stage);
            stage.abort();
            assertThatThrownBy(() -> stage.commit(FACTS)).isInstanceOf(IllegalStateException.class);
        }
        assertThat(names(local(build.path()))).containsExactly(".lock");
    }

    @Test
    void killedBeforeTheManifestNothingExistsAndTheNextRunSweeps() throws IOException {
        try (BuildRun run = build.start()) {
            write(run.begin(CAPTURE)); // Neither committed nor closed, as after a kill.
        }
        assertThat(build.stages()).isEmpty();
        assertThat(build.committed(CAPTURE)).isEmpty();
        assertThat(names(local(build.path()))).hasSize(2);
        build.start().close();
        assertThat(names(local(build.path()))).containsExactly(".lock");
    }

    @Test
    void killedBetweenManifestAndRenameNothingExistsAndARerunGivesTheSameDigest() throws IOException {
        Manifest killed;
        try (BuildRun run = build.start()) {
            StageCommit stage = run.begin(CAPTURE);
            write(stage);
            killed = stage.prepare(FACTS, false);
        }
        assertThat(build.stages()).isEmpty();
        Manifest again = commit(CAPTURE);
        assertThat(again.digest()).isEqualTo(killed.digest());
        assertThat(again.sealDigest()).isEqualTo(killed.sealDigest());
        assertThat(names(local(build.path()))).containsExactlyInAnyOrder(".lock", "01-capture");
    }

    @Test
    void killedAndResumedFromTheSameItFindsWhatItLeft() throws IOException {
        String digest = "0123456789abcdef0123";
        Path left;
        try (BuildRun run = build.start()) {
            // Never closed: a kill closes nothing.
            StageCommit killed = run.resume(CAPTURE, digest);
            left = write(killed);
            killed.prepare(FACTS, false);
        }
        assertThat(build.stages()).isEmpty();
        try (BuildRun run = build.start();
                StageCommit again = run.resume(CAPTURE, digest)) {
            assertThat(local(again.folder())).isEqualTo(left.getParent().getParent());
            assertThat(left.resolve("a.parquet")).exists();
            assertThat(local(again.folder()).resolve("manifest.json")).doesNotExist();
            again.commit(FACTS);
        }
        assertThat(build.stages()).containsExactly(CAPTURE);
        assertThat(names(local(build.path()))).containsExactlyInAnyOrder(".lock", "01-capture");
    }

    @Test
    void resumedFromSomethingElseItFindsNothing() throws IOException {
        try (BuildRun run = build.start()) {
            write(run.resume(CAPTURE, "0123456789abcdef0123"));
        }
        try (BuildRun run = build.start();
                StageCommit again = run.resume(CAPTURE, "f123456789abcdef0123")) {
            assertThat(names(local(again.folder()))).isEmpty();
            assertThat(names(local(build.path()))).hasSize(2);
        }
        assertThat(names(local(build.path()))).containsExactly(".lock");
    }

    @Test
    void aCommittedStageIsNotOverwritten() throws IOException {
        Manifest first = commit(CAPTURE);
        try (BuildRun run = build.start()) {
            assertThatThrownBy(() -> run.begin(CAPTURE)).isInstanceOf(IllegalStateException.class);
            StageCommit one = run.begin(TIMELINE);
            StageCommit two = run.begin(TIMELINE);
            write(one);
            write(two);
            one.commit(FACTS);
            assertThatThrownBy(() -> two.commit(FACTS)).isInstanceOf(IllegalStateException.class);
            two.close();
        }
        assertThat(build.committed(CAPTURE)).contains(first);
        assertThat(build.stages()).containsExactly(CAPTURE, TIMELINE);
    }

    @Test
    void discardTakesTheLaterStagesToo() throws IOException {
        Manifest capture = commit(CAPTURE);
        commit(TIMELINE);
        commit(ACTIONS);
        try (BuildRun run = build.start()) {
            run.discardFrom(TIMELINE);
        }
        assertThat(build.stages()).containsExactly(CAPTURE);
        assertThat(build.committed(CAPTURE)).contains(capture);
        assertThat(names(local(build.path()))).containsExactlyInAnyOrder(".lock", "01-capture");
    }

    @Test
    void oneRunAtATime() {
        BuildRun run = build.start();
        assertThatThrownBy(build::start).isInstanceOf(UserError.class).hasMessageContaining("another run");
        workspace.build("b2").start().close();
        run.close();
        build.start().close();
    }

    @Test
    void verifyNamesEverySabotagedFile() throws IOException {
        commit(CAPTURE);
        Path table = local(build.stage(CAPTURE)).resolve("events/subject=_build");
        Path a = table.resolve("a.parquet");
        byte[] bytes = Files.readAllBytes(a);
        Random random = new Random(5);
        for (int trial = 0; trial < 20; trial++) {
            byte[] flipped = bytes.clone();
            flipped[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
            Files.write(a, flipped);
            assertThat(build.verify(CAPTURE))
                    .containsExactly(new FileFault("events/subject=_build/a.parquet", FileFault.Kind.CHANGED));
        }
        Files.write(a, Arrays.copyOf(bytes, bytes.length - 1));
        Files.delete(table.resolve("b.parquet"));
        Files.createFile(table.resolve("c.parquet"));
        assertThat(build.verify(CAPTURE))
                .extracting(FileFault::toString)
                .containsExactly(
                        "events/subject=_build/a.parquet CHANGED",
                        "events/subject=_build/b.parquet MISSING",
                        "events/subject=_build/c.parquet UNEXPECTED");
    }

    @Test
    void swappedFilesAreSeen() throws IOException {
        commit(CAPTURE);
        Path table = local(build.stage(CAPTURE)).resolve("events/subject=_build");
        Files.move(table.resolve("a.parquet"), table.resolve("x"));
        Files.move(table.resolve("b.parquet"), table.resolve("a.parquet"));
        Files.move(table.resolve("x"), table.resolve("b.parquet"));
        assertThat(build.verify(CAPTURE)).hasSize(2).allMatch(f -> f.kind() == FileFault.Kind.CHANGED);
    }

    @Test
    void aManifestOfAnotherStageOrHalfOfOneIsRefused() throws IOException {
        commit(CAPTURE);
        commit(TIMELINE);
        Path capture = local(build.stage(CAPTURE)).resolve("manifest.json");
        Files.copy(local(build.stage(TIMELINE)).resolve("manifest.json"), capture, StandardCopyOption.REPLACE_EXISTING);
        assertThatThrownBy(() -> build.committed(CAPTURE))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("another build or stage");
        Files.writeString(capture, "{\"format\":");
        assertThatThrownBy(() -> build.committed(CAPTURE))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("damaged");
        assertThatThrownBy(() -> build.verify(ACTIONS))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("not committed");
    }

    @Test
    void aFullDiskIsAUserErrorAndCommitsNothing() throws IOException {
        try (RawLocalFileSystem full = new RawLocalFileSystem() {
            @Override
            public FSDataOutputStream create(org.apache.hadoop.fs.Path f, boolean overwrite) throws IOException {
                return f.getName().equals("manifest.json")
                        ? new FSDataOutputStream(new FullDisk(), null)
                        : super.create(f, overwrite);
            }
        }) {
            full.initialize(URI.create("file:///"), new Configuration());
            BuildFolder stubbed = Workspace.open(
                            new org.apache.hadoop.fs.Path(temp.resolve("full").toUri()), new HadoopDisk(full), CLOCK)
                    .build("b1");
            try (BuildRun run = stubbed.start();
                    StageCommit stage = run.begin(CAPTURE)) {
                write(stage);
                assertThatThrownBy(() -> stage.commit(FACTS))
                        .isInstanceOf(UserError.class)
                        .hasMessageContaining("the disk is full")
                        .hasMessageContaining("finished stages are kept");
            }
            assertThat(stubbed.stages()).isEmpty();
            assertThat(names(local(stubbed.path()))).isEmpty();
        }
    }

    @Test
    void theSystemsOwnFullDeviceIsRecognised() {
        Path device = Path.of("/dev/full");
        assumeTrue(Files.isWritable(device), "this system has no /dev/full");
        assertThatThrownBy(() -> StoreIo.run("write", device, () -> {
                    try (OutputStream out = Files.newOutputStream(device, StandardOpenOption.WRITE)) {
                        out.write(1);
                    }
                }))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("the disk is full");
        assertThat(StoreIo.userError(
                        new IllegalStateException(new IOException("No space left on device")), "build", "stage"))
                .isPresent();
        UserError said = new UserError("Cannot do it", "do something else");
        assertThat(StoreIo.userError(new IllegalStateException(said), "build", "stage"))
                .contains(said);
        assertThat(StoreIo.userError(new IOException("bad sector"), "build", "stage"))
                .isEmpty();
    }

    @Test
    void onAnObjectStoreTheManifestMovesLast() throws IOException {
        List<String> moves = new ArrayList<>();
        try (RawLocalFileSystem store = new RawLocalFileSystem() {
            @Override
            public boolean rename(org.apache.hadoop.fs.Path from, org.apache.hadoop.fs.Path to) throws IOException {
                moves.add(to.getParent().getName() + "/" + to.getName());
                if (moves.size() == 1) {
                    throw new IOException("killed");
                }
                return super.rename(from, to);
            }
        }) {
            store.initialize(URI.create("file:///"), new Configuration());
            BuildFolder stubbed = Workspace.open(
                            new org.apache.hadoop.fs.Path(temp.resolve("s3").toUri()), new HadoopDisk(store), CLOCK)
                    .build("b1");
            try (BuildRun run = stubbed.start()) {
                StageCommit stage = run.begin(CAPTURE);
                write(stage);
                assertThatThrownBy(() -> stage.commit(FACTS)).hasMessageContaining("Cannot commit stage");
                assertThat(stubbed.stages()).isEmpty();
                assertThatThrownBy(stubbed::start).isInstanceOf(UserError.class).hasMessageContaining("delete ");
            }
            try (BuildRun run = stubbed.start();
                    StageCommit stage = run.begin(CAPTURE)) {
                write(stage);
                moves.add("again");
                stage.commit(FACTS);
                assertThat(moves)
                        .containsExactly("01-capture/events", "again", "01-capture/events", "01-capture/manifest.json");
                assertThat(stubbed.verify(CAPTURE)).isEmpty();
                run.discardFrom(CAPTURE);
            }
            assertThat(names(local(stubbed.path()))).isEmpty();
        }
    }

    private Manifest commit(StageName name) throws IOException {
        try (BuildRun run = build.start();
                StageCommit stage = run.begin(name)) {
            write(stage);
            return stage.commit(FACTS);
        }
    }

    /** Two files that begin as an encrypted table does. */
    private static Path write(StageCommit stage) throws IOException {
        Path table = Files.createDirectories(local(stage.table("events")).resolve("subject=_build"));
        Files.write(table.resolve("a.parquet"), "PARE first".getBytes(StandardCharsets.US_ASCII));
        Files.write(table.resolve("b.parquet"), "PARE other".getBytes(StandardCharsets.US_ASCII));
        return table;
    }

    private static Path local(org.apache.hadoop.fs.Path path) {
        return Path.of(path.toUri().getPath());
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(p -> p.getFileName().toString()).toList();
        }
    }

    /** A device with no room left. */
    private static final class FullDisk extends OutputStream {
        @Override
        public void write(int b) throws IOException {
            throw new IOException("No space left on device");
        }
    }
}
