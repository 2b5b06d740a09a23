package dev.scrim.datasets.shards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scrim.datasets.split.Split;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ExportReaderTest {
    @TempDir
    Path temp;

    static Stream<String> formats() {
        return ShardFormats.load().ids().stream()
                .filter(id -> ShardFormats.load().get(id) instanceof ShardFormat.Steps);
    }

    /** Three shards, stopped every 45 rows; the position survives as text. */
    @ParameterizedTest
    @MethodSource("formats")
    void aSplitReadInPartsIsTheSplitReadAtOnce(String id) throws IOException {
        ShardDirectory directory = export(id);
        List<DisclosedRow> all;
        try (ExportReader reader = ExportReader.open(directory, Split.TRAIN, ExportReader.Position.START)) {
            all = rows(reader);
        }
        assertThat(all).hasSize(230);
        List<DisclosedRow> parts = new ArrayList<>();
        String at = ExportReader.Position.START.toString();
        for (int part = 0; part < 7; part++) {
            try (ExportReader reader = ExportReader.open(directory, Split.TRAIN, ExportReader.Position.parse(at))) {
                for (int i = 0; i < 45; i++) {
                    reader.next().ifPresent(parts::add);
                }
                at = reader.position().toString();
            }
        }
        assertThat(parts).isEqualTo(all);
    }

    /** Beside the shard, too: a picture of a conversation, an episode's video. */
    @ParameterizedTest
    @MethodSource("formats")
    void aChangedFileIsNotRead(String id) throws IOException {
        ShardDirectory directory = export(id);
        for (ShardInfo info : ExportManifestJson.read(directory).shards()) {
            if (info.images() == 0 || !info.split().equals(Optional.of("test"))) {
                continue;
            }
            Path file = temp.resolve(id).resolve(info.file());
            byte[] good = Files.readAllBytes(file);
            byte[] bad = good.clone();
            bad[bad.length / 2] ^= 4;
            Files.write(file, bad);
            try (ExportReader reader = ExportReader.open(directory, Split.TEST, ExportReader.Position.START)) {
                assertThatThrownBy(() -> rows(reader))
                        .isInstanceOf(IOException.class)
                        .hasMessageContaining("not what the manifest lists");
            }
            Files.write(file, good);
        }
    }

    @Test
    void aFileThatTheManifestDoesNotListIsNotOpened() throws IOException {
        ShardDirectory directory = export("mds");
        Files.writeString(temp.resolve("mds/train/extra"), "x");
        ShardDirectory verified = new VerifiedShardDirectory(directory, ExportManifestJson.read(directory));
        assertThatThrownBy(() -> verified.open("train/extra")).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> verified.delete("train/index.json")).isInstanceOf(UnsupportedOperationException.class);
    }

    private static List<DisclosedRow> rows(ExportReader reader) throws IOException {
        List<DisclosedRow> rows = new ArrayList<>();
        for (Optional<DisclosedRow> row = reader.next(); row.isPresent(); row = reader.next()) {
            rows.add(row.get());
        }
        return rows;
    }

    private ShardDirectory export(String id) throws IOException {
        ShardDirectory directory = new LocalShardDirectory(temp.resolve(id));
        WholeExport.write(ShardFormats.load().steps(id), directory, ExportOptions.STANDARD, s -> s);
        return directory;
    }
}
