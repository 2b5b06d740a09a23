package dev.scrim.datasets.shards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.scrim.datasets.shards.plain.PlainFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PlainFormatTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ShardFormat.Recordings format = new PlainFormat();

    @TempDir
    Path temp;

    private RecordingPart part(ShardDirectory directory, String id, int steps) throws IOException {
        try (RecordingWriter writer = format.write(directory, id)) {
            writer.text("task", "Do [PERSON]'s \"taxes\"\n\u2028 \u00e4");
            for (int i = 0; i < steps; i++) {
                writer.frame(1000L * i, Samples.noise(16, 12, i));
                writer.action(Samples.action(i), Samples.rating(i));
                writer.text("title", "Window " + i);
            }
            return writer.finish();
        }
    }

    private List<ShardInfo> export(LocalShardDirectory directory, List<String> ids) throws IOException {
        List<RecordingPart> parts = new ArrayList<>();
        for (String id : ids) {
            parts.add(part(directory, id, 8));
        }
        List<ShardInfo> files = format.assemble(directory, parts);
        ShardFormatConformance.manifest(directory, PlainFormat.ID, files);
        return files;
    }

    private List<JsonNode> lines(String file) throws IOException {
        List<JsonNode> lines = new ArrayList<>();
        for (String line : Files.readAllLines(temp.resolve(file))) {
            lines.add(JSON.readTree(line));
        }
        return lines;
    }

    @Test
    void linesHaveTheKeysThatTheScorerReads() throws IOException {
        export(new LocalShardDirectory(temp), List.of("b", "a"));
        assertThat(lines("frames.jsonl")).hasSize(16).allSatisfy(l -> {
            assertThat(l.fieldNames()).toIterable().containsExactly("recording_id", "t_us", "image");
            Path image = temp.resolve(l.get("image").asText());
            assertThat(EncodedImage.ofPng(Files.readAllBytes(image)).sha256())
                    .isEqualTo(
                            Samples.noise(16, 12, l.get("t_us").asLong() / 1000).sha256());
        });
        assertThat(lines("actions.jsonl"))
                .hasSize(16)
                .allSatisfy(l -> assertThat(l.fieldNames())
                        .toIterable()
                        .contains("recording_id", "t_us_start", "t_us_end", "kind", "x", "y", "text", "keys")
                        .contains("sensitivity", "trajectory_sensitivity"));
        assertThat(lines("texts.jsonl"))
                .hasSize(18)
                .allSatisfy(
                        l -> assertThat(l.fieldNames()).toIterable().containsExactly("recording_id", "field", "text"));
        assertThat(lines("texts.jsonl").get(0).get("text").asText())
                .isEqualTo("Do [PERSON]'s \"taxes\"\n\u2028 \u00e4");
        assertThat(lines("frames.jsonl").stream()
                        .map(l -> l.get("recording_id").asText())
                        .distinct())
                .containsExactly("a", "b");
    }

    @Test
    void actionsKeepPlacesKeysAndOnlyTheTextThatWasHandedOver() throws IOException {
        export(new LocalShardDirectory(temp), List.of("a"));
        List<JsonNode> actions = lines("actions.jsonl");
        assertThat(actions.stream().map(a -> a.get("kind").asText()))
                .containsExactly("double_click", "drag", "scroll", "type", "key", "hotkey", "dropdown_select", "wait");
        assertThat(actions.get(1).get("x2").asDouble()).isEqualTo(100);
        assertThat(actions.get(2).get("dy").asInt()).isEqualTo(-3);
        assertThat(actions.get(3).get("text").asText()).isEqualTo("[TAX] and \"more\"\n");
        assertThat(actions.get(3).get("x").isNull()).isTrue();
        assertThat(actions.get(4).get("keys").toString()).isEqualTo("[\"enter\"]");
        assertThat(actions.get(5).get("keys").toString()).isEqualTo("[\"ctrl\",\"c\"]");
        assertThat(Files.readString(temp.resolve("actions.jsonl"))).doesNotContain("SECRET");
    }

    @Test
    void orderOfPartsDoesNotMatterAndNoPartRemains() throws IOException {
        LocalShardDirectory one = new LocalShardDirectory(temp.resolve("1"));
        LocalShardDirectory two = new LocalShardDirectory(temp.resolve("2"));
        assertThat(export(one, List.of("a", "b", "c"))).isEqualTo(export(two, List.of("c", "a", "b")));
        assertThat(one.list()).isEqualTo(two.list()).noneMatch(f -> f.startsWith("parts/"));
        assertThat(new ShardVerifier(ShardFormats.load()).verify(one))
                .isEqualTo(new VerifyReport(27, 3 * (8 + 8 + 9), 24, List.of()));
    }

    /** Kept where {@code scrim.test.export} says, for readers in other languages. */
    @Test
    void wholeExportIsGood() throws IOException {
        String keep = System.getProperty("scrim.test.export", "");
        LocalShardDirectory directory = new LocalShardDirectory(keep.isEmpty() ? temp : Path.of(keep, PlainFormat.ID));
        export(directory, List.of("a", "b"));
        assertThat(new ShardVerifier(ShardFormats.load()).verify(directory).problems())
                .isEmpty();
    }

    @Test
    void damageIsFoundUnderTheFilesName() throws IOException {
        LocalShardDirectory directory = new LocalShardDirectory(temp);
        List<ShardInfo> files = export(directory, List.of("a"));
        ShardVerifier verifier = new ShardVerifier(ShardFormats.load());
        for (ShardInfo info : files) {
            Path file = temp.resolve(info.file());
            byte[] good = Files.readAllBytes(file);
            byte[] flipped = good.clone();
            flipped[good.length / 3] ^= 4;
            for (byte[] bad : List.of(flipped, Arrays.copyOf(good, good.length / 2), new byte[0])) {
                Files.write(file, bad);
                assertThat(verifier.verify(directory).problems())
                        .isNotEmpty()
                        .allMatch(p -> p.file().equals(info.file()));
            }
            Files.write(file, good);
        }
        Files.delete(temp.resolve(files.get(0).file()));
        Files.writeString(temp.resolve("extra.txt"), "x");
        assertThat(verifier.verify(directory).problems())
                .contains(
                        new VerifyReport.Problem(files.get(0).file(), "it is missing"),
                        new VerifyReport.Problem("extra.txt", "the manifest does not list it"),
                        new VerifyReport.Problem("frames.jsonl", "line 1 names a picture that is not there"));
    }

    @Test
    void framesMustComeInOrderAndNamesMustBeSafe() throws IOException {
        ShardDirectory directory = new LocalShardDirectory(temp);
        try (RecordingWriter writer = format.write(directory, "a")) {
            writer.frame(5, Samples.noise(4, 4, 1));
            assertThatThrownBy(() -> writer.frame(5, Samples.noise(4, 4, 1)))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> format.write(directory, "../a")).isInstanceOf(IllegalArgumentException.class);
    }
}
