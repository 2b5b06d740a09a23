package dev.scrim.datasets.shards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.scrim.datasets.check.UserError;
import dev.scrim.datasets.schema.Schema;
import dev.scrim.datasets.split.Split;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@link ShardFormatConformance} asks of formats with one file a shard, asked of conversations. */
class ChatFormatTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String DATA = "data/train-00000-of-00001.jsonl";
    private static final String STEPS = "steps/train-00000-of-00001.jsonl";
    private static final ExportOptions ANTHROPIC = options("anthropic");

    @TempDir
    Path temp;

    private static ShardFormat.Steps format(String id) {
        return ShardFormats.load().steps(id);
    }

    private static ExportOptions options(String space) {
        ExportOptions o = ExportOptions.STANDARD;
        return new ExportOptions(o.codec(), o.quality(), o.maxSidePx(), o.coordinates(), space, o.fps());
    }

    private static List<ShardInfo> write(
            ShardDirectory directory, String format, List<DisclosedRow> rows, ExportOptions options)
            throws IOException {
        Schema schema = rows.isEmpty() ? StepSchema.STEP : rows.get(0).schema();
        try (ShardWriter writer = format(format).write(directory, new ShardName(Split.TRAIN, 0, 1), schema, options)) {
            for (DisclosedRow row : rows) {
                writer.write(row);
            }
            return writer.finish();
        }
    }

    private List<JsonNode> lines(String format, List<DisclosedRow> rows, ExportOptions options) throws IOException {
        write(new LocalShardDirectory(temp), format, rows, options);
        return lines(temp.resolve(DATA));
    }

    private static List<JsonNode> lines(Path file) throws IOException {
        List<JsonNode> out = new ArrayList<>();
        for (String line : Files.readString(file).split("\n", -1)) {
            if (!line.isEmpty()) {
                out.add(JSON.readTree(line));
            }
        }
        return out;
    }

    private static List<DisclosedRow> read(ShardDirectory directory, String format) throws IOException {
        List<DisclosedRow> rows = new ArrayList<>();
        try (ShardReader reader = format(format).read(directory, DATA)) {
            for (Optional<DisclosedRow> row = reader.next(); row.isPresent(); row = reader.next()) {
                rows.add(row.get());
            }
        }
        return rows;
    }

    private static DisclosedRow with(DisclosedRow row, String field, Object value) {
        Map<String, Object> values = new LinkedHashMap<>(row.values());
        values.put(field, value);
        return new DisclosedRow(row.schema(), values);
    }

    private static DisclosedRow without(DisclosedRow row, String prefix) {
        Map<String, Object> values = new LinkedHashMap<>(row.values());
        values.keySet().removeIf(k -> k.startsWith(prefix));
        return new DisclosedRow(row.schema(), values);
    }

    /** {@code n} waits of one trajectory, each seen. */
    private static List<DisclosedRow> seen(int n) {
        DisclosedRow wait = StepSchema.disclose(Samples.sample(Split.TRAIN, 7), StepSchema.STEP);
        List<DisclosedRow> rows = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            DisclosedRow row = with(with(wait, "step", i), "sample_id", "sample-%08d".formatted(i));
            EncodedImage image = Samples.noise(4, 4, i);
            row = with(row, "image", image.named("sample-%08d.png".formatted(i)));
            row = with(with(row, "image_sha256", image.sha256()), "image_width", 4);
            row = with(with(row, "image_height", 4), "after_image_sha256", image.sha256());
            row = with(with(row, "after_image_width", 4), "after_image_height", 4);
            rows.add(with(row, "after_image", image.named("sample-%08d-after.png".formatted(i))));
        }
        return rows;
    }

    private static DisclosedRow unsayable(DisclosedRow row) {
        return with(with(with(with(row, "action", "click"), "x", -5.0), "y", 3.0), "button", "left");
    }

    private List<String> problems() throws IOException {
        return new ShardVerifier(ShardFormats.load())
                .verify(new LocalShardDirectory(temp)).problems().stream()
                        .map(p -> p.file() + ": " + p.detail())
                        .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"chat-llama-factory", "chat-ms-swift", "chat-trl", "chat-opencua"})
    void everyRowComesBackWithPicturesBehindAtTheEndsOfTrajectories(String format) throws IOException {
        ShardDirectory directory = new LocalShardDirectory(temp);
        List<DisclosedRow> rows = Samples.rows(Split.TRAIN, 60);
        List<ShardInfo> files = write(directory, format, rows, ExportOptions.STANDARD);
        List<DisclosedRow> expected = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            expected.add(i % 7 == 6 || i == rows.size() - 1 ? rows.get(i) : without(rows.get(i), "after_image"));
        }
        assertThat(read(directory, format)).isEqualTo(expected);
        assertThat(files.get(0).file()).isEqualTo(DATA);
        assertThat(files.get(0).samples()).isEqualTo(lines(temp.resolve(DATA)).size());
        assertThat(files.stream().mapToLong(ShardInfo::images).sum())
                .isEqualTo(expected.stream()
                        .mapToLong(r -> r.image("image").stream().count()
                                + r.image("after_image").stream().count())
                        .sum());
        assertThat(files).extracting(ShardInfo::file).containsExactlyInAnyOrderElementsOf(directory.list());
    }

    @ParameterizedTest
    @ValueSource(strings = {"chat-llama-factory", "chat-ms-swift", "chat-trl", "chat-opencua"})
    void equalRowsGiveEqualBytesAndNoRowsAnEmptyShard(String format) throws IOException {
        List<DisclosedRow> rows = Samples.rows(Split.TRAIN, 40);
        List<ShardInfo> first = write(new LocalShardDirectory(temp.resolve("a")), format, rows, ExportOptions.STANDARD);
        List<ShardInfo> second =
                write(new LocalShardDirectory(temp.resolve("b")), format, rows, ExportOptions.STANDARD);
        assertThat(second).isEqualTo(first);
        ShardDirectory empty = new LocalShardDirectory(temp.resolve("c"));
        assertThat(write(empty, format, List.of(), ExportOptions.STANDARD)
                        .get(0)
                        .samples())
                .isZero();
        assertThat(read(empty, format)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"chat-llama-factory", "chat-ms-swift", "chat-trl", "chat-opencua"})
    void withheldFieldsNeverReachAnyFile(String format) throws IOException {
        Set<String> withheld = Set.of("task", "title", "url", "text", "after_image", "trajectory_id");
        Schema less = StepSchema.STEP.withholding(withheld);
        ShardSample sample = Samples.sample(Split.TRAIN, 6);
        write(
                new LocalShardDirectory(temp),
                format,
                List.of(StepSchema.disclose(sample, less)),
                ExportOptions.STANDARD);
        byte[] picture = new byte[64];
        sample.after().orElseThrow().bytes().position(60).get(picture);
        int pictures = 0;
        for (Path file : files()) {
            byte[] bytes = Files.readAllBytes(file);
            for (String text : List.of(
                    sample.task().orElseThrow(),
                    sample.title().orElseThrow(),
                    sample.url().orElseThrow(),
                    "[TAX]",
                    sample.trajectoryId())) {
                assertThat(ShardFormatConformance.holds(bytes, text.getBytes(StandardCharsets.UTF_8)))
                        .isFalse();
            }
            assertThat(ShardFormatConformance.holds(bytes, picture)).isFalse();
            pictures += file.toString().endsWith(".png") ? 1 : 0;
        }
        assertThat(pictures).isEqualTo(1);
        assertThat(lines(temp.resolve(DATA))).hasSize(1);
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(temp)) {
            return all.filter(Files::isRegularFile).toList();
        }
    }

    @Test
    void anAbandonedWriterLeavesNoLines() throws IOException {
        try (ShardWriter writer = format("chat-trl")
                .write(new LocalShardDirectory(temp), new ShardName(Split.TRAIN, 0, 1), StepSchema.STEP, ANTHROPIC)) {
            for (DisclosedRow row : seen(3)) {
                writer.write(row);
            }
        }
        assertThat(files()).isNotEmpty().allMatch(f -> f.toString().endsWith(".png"));
    }

    @Test
    void aWriterRefusesRowsOfAnotherSchemaAndSchemasWithoutWhatStepsNeed() throws IOException {
        DisclosedRow row = seen(1).get(0);
        Schema less = StepSchema.STEP.withholding(Set.of("title"));
        ShardDirectory directory = new LocalShardDirectory(temp);
        ShardName name = new ShardName(Split.TRAIN, 0, 1);
        try (ShardWriter writer = format("chat-trl").write(directory, name, less, ANTHROPIC)) {
            assertThatThrownBy(() -> writer.write(row)).isInstanceOf(IllegalArgumentException.class);
        }
        Schema blind = StepSchema.STEP.withholding(Set.of("viewport_width"));
        assertThatThrownBy(() -> format("chat-trl").write(directory, name, blind, ANTHROPIC))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("viewport_width");
        assertThat(files()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "chat-opencua, anthropic, pixels",
        "chat-opencua, '', thousandths",
        "chat-trl, opencua, thousandths",
        "chat-trl, anthropic, unit",
        "chat-ms-swift, openai, unit",
        "chat-trl, esperanto, pixels",
    })
    void aUnitOrSpaceThatCannotBeKeptIsTheUsersMistake(String format, String space, String unit) {
        ExportOptions o = ExportOptions.STANDARD;
        ExportOptions asked = new ExportOptions(
                o.codec(), o.quality(), 0, Coordinates.of(unit).orElseThrow(), space, o.fps());
        assertThatThrownBy(() -> write(new LocalShardDirectory(temp), format, List.of(), asked))
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith("Cannot ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"chat-llama-factory", "chat-ms-swift", "chat-trl", "chat-opencua"})
    void anyFlippedBitOrCutIsFoundUnderTheFilesName(String format) throws IOException {
        LocalShardDirectory directory = new LocalShardDirectory(temp);
        List<ShardInfo> files =
                new ArrayList<>(write(directory, format, Samples.rows(Split.TRAIN, 12), ExportOptions.STANDARD));
        files.addAll(format(format).index(directory, files, ExportOptions.STANDARD));
        ShardFormatConformance.manifest(directory, format, files);
        assertThat(problems()).isEmpty();
        Random random = new Random(7);
        for (int i = 0; i < 20; i++) {
            String name = i % 2 == 0
                    ? files.get(i / 2 % 2).file()
                    : files.get(random.nextInt(files.size())).file();
            Path file = temp.resolve(name);
            byte[] good = Files.readAllBytes(file);
            byte[] bad = good.clone();
            if (i % 5 == 0) {
                bad = Arrays.copyOf(good, random.nextInt(good.length));
            } else {
                bad[random.nextInt(good.length)] ^= (byte) (1 << random.nextInt(8));
            }
            Files.write(file, bad);
            assertThat(problems()).anyMatch(p -> p.startsWith(name));
            Files.write(file, good);
        }
        assertThat(problems()).isEmpty();
    }

    /** As a tool that is not ours might leave a shard: the manifest's hashes are right, what it says is not. */
    @ParameterizedTest
    @ValueSource(strings = {"chat-llama-factory", "chat-ms-swift", "chat-trl", "chat-opencua"})
    void contradictionsAreFoundWhereHashesAreRight(String format) throws IOException {
        LocalShardDirectory directory = new LocalShardDirectory(temp);
        List<DisclosedRow> rows = seen(6);
        write(directory, format, rows, ExportOptions.STANDARD);
        String data = Files.readString(temp.resolve(DATA));
        String steps = Files.readString(temp.resolve(STEPS));
        Map<String, String> changes = new LinkedHashMap<>();
        changes.put("sample-00000002.png", "sample-00000009.png");
        changes.put(
                format.equals("chat-opencua") || format.equals("chat-ms-swift") ? "wait()" : "\\\"wait\\\"", "weight");
        changes.put(
                format.equals("chat-opencua")
                        ? "{\"image\":\"sample-00000003.png\","
                        : "\"images/sample-00000003.png\",",
                format.equals("chat-opencua") ? "{" : "");
        changes.put(data.substring(0, data.indexOf('\n') + 1), "");
        for (Map.Entry<String, String> change : changes.entrySet()) {
            assertThat(data).contains(change.getKey());
            Files.writeString(temp.resolve(DATA), data.replace(change.getKey(), change.getValue()));
            assertThat(reread(directory, format, DATA)).as(change.getKey()).isNotEmpty();
        }
        Files.writeString(temp.resolve(DATA), data + data);
        assertThat(reread(directory, format, DATA)).anyMatch(p -> p.contains("comes from no steps"));
        Files.writeString(temp.resolve(DATA), data);
        assertThat(reread(directory, format, DATA)).isEmpty();
        Files.writeString(
                temp.resolve(STEPS),
                steps.replace(rows.get(1).string("image_sha256").orElseThrow(), "0".repeat(64)));
        assertThat(reread(directory, format, STEPS)).containsExactly("row 1 has another image than its SHA-256 says");
        Files.writeString(temp.resolve(STEPS), steps.replace("\"split\":\"train\"", "\"split\":\"test\""));
        assertThat(reread(directory, format, STEPS)).contains("row 0 is of another split");
        Files.writeString(temp.resolve(STEPS), steps.replaceFirst("wait", "weight"));
        assertThat(reread(directory, format, STEPS)).contains("row 0 is said in other words than its own");
        Files.writeString(temp.resolve(STEPS), steps);
        Files.delete(temp.resolve("images/sample-00000004.png"));
        assertThat(reread(directory, format, DATA)).contains("line 0 names a picture that is not there");
    }

    private static List<String> reread(ShardDirectory directory, String format, String file) throws IOException {
        List<String> problems = new ArrayList<>();
        format(format).reread(directory, new ShardInfo(file, Optional.of("train"), 0, "", 0, 0), problems::add);
        return problems;
    }

    @Test
    void longTrajectoriesAreWindowsOfFiveObservationsThatTellWhatWasDone() throws IOException {
        List<JsonNode> lines = lines("chat-llama-factory", seen(52), ANTHROPIC);
        assertThat(lines).hasSize(11);
        assertThat(lines).extracting(l -> l.get("images").size()).containsExactly(5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 3);
        assertThat(lines.get(0).at("/messages/1/content").asText())
                .isEqualTo("<image>\nTask: File the return of [PERSON] \u2014 \u00e4\u6f22\ud83d\ude42");
        assertThat(lines.get(1).at("/messages/1/content").asText().split("\n", -1))
                .hasSize(3 + 5)
                .contains("Done so far:", "{\"action\":\"wait\",\"duration\":0.05}");
        assertThat(lines.get(5).at("/messages/1/content").asText().split("\n", -1))
                .hasSize(3 + 20)
                .contains("Done so far, the last 20 of 25:");
        JsonNode last = lines.get(10);
        assertThat(last.at("/images/2").asText()).isEqualTo("images/sample-00000051-after.png");
        assertThat(last.at("/messages/6/content").asText()).isEqualTo("Done.");
        assertThat(lines).extracting(l -> l.get("id").asText()).doesNotHaveDuplicates();
    }

    @Test
    void openCuaHasWholeTrajectoriesThatTerminateOnTheirLastPicture() throws IOException {
        List<JsonNode> lines = lines("chat-opencua", seen(52), ExportOptions.STANDARD);
        assertThat(lines).hasSize(1);
        JsonNode steps = lines.get(0).get("traj");
        assertThat(steps).hasSize(53);
        assertThat(steps.get(52).at("/image").asText()).isEqualTo("sample-00000051-after.png");
        assertThat(steps.get(52).at("/value/code").asText()).isEqualTo("computer.terminate(status='success')");
        assertThat(lines.get(0).get("task_completed").asBoolean()).isTrue();
        List<DisclosedRow> unseenEnd =
                seen(3).stream().map(r -> without(r, "after_image")).toList();
        JsonNode open = lines("chat-opencua", unseenEnd, ExportOptions.STANDARD).get(0);
        assertThat(open.get("traj")).hasSize(3);
        assertThat(open.get("task_completed").asBoolean()).isFalse();
    }

    @Test
    void aStepWithoutWordsCutsAndIsNamedAndCounted() throws IOException {
        for (String format : List.of("chat-trl", "chat-opencua")) {
            List<DisclosedRow> rows = new ArrayList<>(seen(6));
            rows.set(2, unsayable(rows.get(2)));
            LocalShardDirectory directory = new LocalShardDirectory(temp);
            List<ShardInfo> files = write(directory, format, rows, ExportOptions.STANDARD);
            List<JsonNode> lines = lines(temp.resolve(DATA));
            assertThat(lines).hasSize(2);
            assertThat(Files.readString(temp.resolve(STEPS)))
                    .contains("\"unsaid\":\"Cannot say step sample-00000002 in ")
                    .contains("click (its place lies outside the screen)");
            assertThat(lines.toString()).doesNotContain("sample-00000002");
            if (format.equals("chat-trl")) {
                assertThat(lines.get(1).at("/messages/1/content/1/text").asText())
                        .endsWith("Something was done at the beginning that is not told.");
            }
            JsonNode summary = JSON.readTree(temp.resolve(format(format)
                            .index(directory, files, ExportOptions.STANDARD)
                            .get(0)
                            .file())
                    .toFile());
            assertThat(summary.at("/splits/train").toString())
                    .isEqualTo("{\"conversations\":2,\"steps\":6,\"steps without words: click\":1}");
        }
    }

    @Test
    void aStepWithoutAPictureIsToldInTheNextTurnAndCutsOpenCuasRecords() throws IOException {
        List<DisclosedRow> rows = new ArrayList<>(seen(4));
        rows.set(1, without(rows.get(1), "image"));
        List<JsonNode> told = lines("chat-llama-factory", rows, ANTHROPIC);
        assertThat(told).hasSize(1);
        assertThat(told.get(0).get("images")).hasSize(4);
        assertThat(told.get(0).at("/messages/3/content").asText())
                .isEqualTo("<image>\nDone since then, without a picture:\n{\"action\":\"wait\",\"duration\":0.05}");
        List<JsonNode> cut = lines("chat-opencua", rows, ExportOptions.STANDARD);
        assertThat(cut).extracting(l -> l.get("traj").size()).containsExactly(1, 3);
    }

    @Test
    void textsThatLookLikeMarkersCountAsNoPictures() throws IOException {
        List<DisclosedRow> rows = new ArrayList<>(seen(2));
        DisclosedRow typed = with(with(rows.get(0), "action", "type"), "text", "<image> <video>\\<audio>");
        rows.set(0, with(typed, "task", "Put <image> here \ud83d"));
        rows.set(1, with(rows.get(1), "task", "Put <image> here \ud83d"));
        for (String format : List.of("chat-llama-factory", "chat-ms-swift")) {
            JsonNode line = lines(format, rows, ExportOptions.STANDARD).get(0);
            String all = line.get("messages").toString();
            assertThat(all.split("<image>", -1)).hasSize(1 + line.get("images").size());
            assertThat(all).contains("Put < image> here \ufffd");
            assertThat(reread(new LocalShardDirectory(temp), format, DATA)).isEmpty();
        }
    }

    @Test
    void llamaFactoryFindsEachShardInItsRegister() throws IOException {
        LocalShardDirectory directory = new LocalShardDirectory(temp);
        List<ShardInfo> files = write(directory, "chat-llama-factory", seen(2), ANTHROPIC);
        List<ShardInfo> more = format("chat-llama-factory").index(directory, files, ANTHROPIC);
        assertThat(more).extracting(ShardInfo::file).containsExactly("conversations.json", "dataset_info.json");
        ObjectNode register =
                (ObjectNode) JSON.readTree(temp.resolve("dataset_info.json").toFile());
        assertThat(register.at("/train-00000-of-00001/file_name").asText()).isEqualTo(DATA);
        assertThat(Files.readString(temp.resolve("dataset_info.json"))).doesNotContain("\r");
    }

    /** 1000 pictures of 196 kB are 200 MB, in one trajectory. */
    @Test
    void thousandPicturesPassThroughBoundedMemory() throws IOException {
        ShardSample base = Samples.sample(Split.TRAIN, 0, 256, 256);
        long before = usedBytes();
        long most = 0;
        ShardDirectory directory = new LocalShardDirectory(temp);
        try (ShardWriter writer = format("chat-opencua")
                .write(directory, new ShardName(Split.TRAIN, 0, 1), StepSchema.STEP, ExportOptions.STANDARD)) {
            for (int i = 0; i < 1000; i++) {
                ShardSample s = ShardFormatConformance.numbered(base, i);
                DisclosedRow row = StepSchema.disclose(s, StepSchema.STEP);
                writer.write(with(row, "image", base.observation().orElseThrow().named(s.sampleId() + ".png")));
                if (i % 250 == 249) {
                    most = Math.max(most, usedBytes() - before);
                }
            }
            assertThat(writer.finish()).hasSize(1002);
        }
        assertThat(most).isLessThan(60_000_000L);
    }

    private static long usedBytes() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
