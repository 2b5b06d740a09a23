package dev.scrim.datasets.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scrim.datasets.check.UserError;
import dev.scrim.datasets.check.Violation;
import dev.scrim.datasets.check.ViolationCode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CaptureFoldersTest {
    @TempDir
    Path root;

    private void folders(String... names) throws IOException {
        for (String name : names) {
            Files.createDirectory(root.resolve(name));
        }
    }

    @Test
    void foldersComeInNameOrderWithOrdinalsThatAChoiceDoesNotChange() throws IOException {
        folders("b", "a b", "C", ".git", "_tmp", "2026-01-01T10:00:00", "\u00fc@example.test");
        Files.writeString(root.resolve("consent.csv"), "");

        assertThat(CaptureFolders.list(root.toUri(), Optional.empty()))
                .extracting(f -> f.ordinal() + f.name())
                .containsExactly("02026-01-01T10:00:00", "1C", "2a b", "3b", "4\u00fc@example.test");
        assertThat(CaptureFolders.list(root.toUri(), Optional.of(Set.of("b", "C"))))
                .extracting(f -> f.ordinal() + f.name())
                .containsExactly("1C", "3b");
    }

    @Test
    void aFolderIsMadeAgainFromItsStringsWhateverItIsCalled() throws IOException {
        for (String name : List.of("plain", "with space", "10:30", "50%25", "\u00fc#?&")) {
            Recordings.copyOfDemo(root, name);
        }
        for (CaptureFolder listed : CaptureFolders.list(root.toUri(), Optional.empty())) {
            CaptureFolder again = CaptureFolder.at(listed.root(), listed.name(), listed.ordinal());

            assertThat(again.list()).contains("recording.json", "screen.mp4").hasSize(6);
            assertThat(again.exists("mouse.jsonl")).isTrue();
            assertThat(again.exists("mouse2.jsonl")).isFalse();
            assertThat(again.length("control.jsonl")).isEqualTo(34);
            assertThat(again.toString()).isEqualTo("folder-" + listed.ordinal());
        }
    }

    @Test
    void absentRootsAndFoldersAreTheUsersMistake() throws IOException {
        folders("a");
        assertThatThrownBy(() -> CaptureFolders.list(root.resolve("nowhere").toUri(), Optional.empty()))
                .isInstanceOf(UserError.class);
        assertThatThrownBy(() -> CaptureFolders.list(root.toUri(), Optional.of(Set.of("a", "z"))))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("z");
    }

    @Test
    void noPathLeavesTheFolder() throws IOException {
        CaptureFolder folder = Recordings.folder(Recordings.copyOfDemo(root, "a"));
        for (String path : List.of("../b", "/etc/hostname", "a//b", ".", "a/../../b", "a\\b", "a\u0000b", "")) {
            assertThatThrownBy(() -> folder.open(path)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> CaptureFolder.at(root.toUri().toString(), "..", 0))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aChannelReadsAnywhereAndWritesNothing() throws IOException {
        CaptureFolder folder = Recordings.folder(Recordings.copyOfDemo(root, "a"));
        byte[] bytes = Files.readAllBytes(root.resolve("a/screen.mp4"));
        SeekableByteChannel channel = folder.openChannel("screen.mp4");
        try (channel) {
            assertThat(channel.size()).isEqualTo(bytes.length);
            for (long at : new long[] {50_000, 3, bytes.length - 2}) {
                ByteBuffer two = ByteBuffer.allocate(2);
                channel.position(at);
                assertThat(channel.read(two)).isEqualTo(2);
                assertThat(two.array()).containsExactly(bytes[(int) at], bytes[(int) at + 1]);
            }
            assertThat(channel.read(ByteBuffer.allocate(1))).isEqualTo(-1);
            channel.position(bytes.length + 10L);
            assertThat(channel.read(ByteBuffer.allocate(1))).isEqualTo(-1);
            assertThatThrownBy(() -> channel.write(ByteBuffer.allocate(1)))
                    .isInstanceOf(NonWritableChannelException.class);
        }
        assertThatThrownBy(channel::size).isInstanceOf(ClosedChannelException.class);
        try (Stream<Path> files = Files.list(root.resolve("a"))) {
            assertThat(files).hasSize(6);
        }
    }

    @Test
    void twoReadersForOneFolderRejectIt() throws IOException {
        CaptureFolder folder = Recordings.folder(Recordings.copyOfDemo(root, "a"));
        CaptureFormats two = CaptureFormats.of(List.of(new Greedy("x/1"), new Greedy("x/2")));

        assertThat(((CaptureResult.Rejected) two.open(folder)).violations())
                .singleElement()
                .satisfies(v -> {
                    assertThat(v.code()).isEqualTo(ViolationCode.FORMAT_UNKNOWN);
                    assertThat(v.detail()).contains("x/1, x/2");
                });
        assertThatThrownBy(() -> CaptureFormats.of(List.of(new Greedy("x/1"), new Greedy("x/1"))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private record Greedy(String name) implements CaptureFormat {
        @Override
        public boolean claims(CaptureFolder folder) {
            return true;
        }

        @Override
        public CaptureResult open(CaptureFolder folder) {
            return new CaptureResult.Rejected(
                    List.of(new Violation(ViolationCode.METADATA_INVALID, folder.label(), "", "never")));
        }
    }
}
