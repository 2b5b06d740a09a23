package dev.scrim.datasets.shards.plain;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.scrim.datasets.schema.Schema;
import dev.scrim.datasets.shards.EncodedImage;
import dev.scrim.datasets.shards.ExportTable;
import dev.scrim.datasets.shards.RecordingPart;
import dev.scrim.datasets.shards.RecordingWriter;
import dev.scrim.datasets.shards.ShardDirectory;
import dev.scrim.datasets.shards.ShardFormat;
import dev.scrim.datasets.shards.ShardInfo;
import dev.scrim.datasets.shards.StepSchema;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * {@code frames.jsonl}, {@code actions.jsonl} and {@code texts.jsonl} beside {@code images/<recording>/<t_us>.png}. The
 * lines name recordings and their own times, so under real ids this form is for evaluation builds only.
 */
public final class PlainFormat implements ShardFormat.Recordings {
    public static final String ID = "plain";

    static final String IMAGES = "images/";
    /** Holds the recordings' lines until they are joined. */
    static final String PARTS = "parts/";

    private static final ObjectMapper JSON = new ObjectMapper();

    @Override
    public String id() {
        return ID;
    }

    @Override
    public String description() {
        return "PNG pictures and JSON lines by recording: frames, actions and texts";
    }

    @Override
    public List<ExportTable> tables(Schema schema) {
        return Arrays.stream(LineFile.values()).map(LineFile::table).toList();
    }

    @Override
    public RecordingWriter write(ShardDirectory directory, String recordingId) throws IOException {
        return new PlainRecordingWriter(directory, recordingId);
    }

    @Override
    public List<ShardInfo> assemble(ShardDirectory directory, List<RecordingPart> parts) throws IOException {
        List<RecordingPart> ordered = parts.stream()
                .sorted(Comparator.comparing(RecordingPart::recordingId))
                .toList();
        if (ordered.stream().map(RecordingPart::recordingId).distinct().count() != ordered.size()) {
            throw new IllegalArgumentException("Cannot join two parts of one recording");
        }
        List<ShardInfo> files = new ArrayList<>();
        ordered.forEach(part -> files.addAll(part.images()));
        for (LineFile file : LineFile.values()) {
            files.add(join(directory, file, ordered));
        }
        for (RecordingPart part : ordered) {
            for (ShardInfo lines : part.lines()) {
                directory.delete(lines.file());
            }
        }
        return files;
    }

    private static ShardInfo join(ShardDirectory directory, LineFile file, List<RecordingPart> ordered)
            throws IOException {
        long lines = 0;
        try (ShardDirectory.Output out = directory.create(file.fileName())) {
            for (RecordingPart part : ordered) {
                for (ShardInfo each : part.lines()) {
                    if (each.file().endsWith("/" + file.fileName())) {
                        try (InputStream in = Channels.newInputStream(directory.open(each.file()))) {
                            in.transferTo(out);
                        }
                        lines += each.samples();
                    }
                }
            }
            ShardDirectory.Committed done = out.commit();
            return new ShardInfo(file.fileName(), Optional.empty(), done.bytes(), done.sha256(), lines, 0);
        }
    }

    @Override
    public List<ShardInfo> without(ShardDirectory directory, List<ShardInfo> files, Predicate<String> gone)
            throws IOException {
        List<ShardInfo> left = new ArrayList<>();
        boolean any = false;
        for (ShardInfo file : files) {
            Optional<LineFile> lines = Arrays.stream(LineFile.values())
                    .filter(l -> l.fileName().equals(file.file()))
                    .findFirst();
            if (lines.isPresent()) {
                ShardInfo kept = without(directory, file, gone);
                any |= kept.samples() < file.samples();
                left.add(kept.samples() < file.samples() ? kept : file);
            } else if (file.file().startsWith(IMAGES) && gone.test(recordingOf(file.file()))) {
                directory.delete(file.file());
                any = true;
            } else {
                left.add(file);
            }
        }
        return any ? left : files;
    }

    private static String recordingOf(String image) {
        int end = image.indexOf('/', IMAGES.length());
        return end < 0 ? "" : image.substring(IMAGES.length(), end);
    }

    /** Lines that stay keep their bytes. */
    private static ShardInfo without(ShardDirectory directory, ShardInfo file, Predicate<String> gone)
            throws IOException {
        long lines = 0;
        try (BufferedReader in =
                        new BufferedReader(Channels.newReader(directory.open(file.file()), StandardCharsets.UTF_8));
                ShardDirectory.Output out = directory.create(file.file())) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (!gone.test(JSON.readTree(line).path("recording_id").asText())) {
                    out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
                    lines++;
                }
            }
            if (lines == file.samples()) {
                return file; // Not committed: the file stays as it is.
            }
            ShardDirectory.Committed done = out.commit();
            return new ShardInfo(file.file(), file.split(), done.bytes(), done.sha256(), lines, 0);
        }
    }

    @Override
    public Contents reread(ShardDirectory directory, ShardInfo file, Consumer<String> problems) throws IOException {
        if (file.file().startsWith(IMAGES)) {
            return rereadImage(directory, file, problems);
        }
        for (LineFile lines : LineFile.values()) {
            if (lines.fileName().equals(file.file())) {
                return rereadLines(directory, lines, problems);
            }
        }
        return new Contents(0, 0);
    }

    private static Contents rereadImage(ShardDirectory directory, ShardInfo file, Consumer<String> problems)
            throws IOException {
        try (InputStream in = Channels.newInputStream(directory.open(file.file()))) {
            EncodedImage.ofPng(in.readAllBytes());
        } catch (IllegalArgumentException e) {
            problems.accept("it is not PNG");
        }
        return new Contents(0, 1);
    }

    private static Contents rereadLines(ShardDirectory directory, LineFile file, Consumer<String> problems)
            throws IOException {
        long lines = 0;
        try (InputStream in = Channels.newInputStream(directory.open(file.fileName()));
                MappingIterator<JsonNode> values =
                        JSON.readerFor(JsonNode.class).readValues(in)) {
            while (values.hasNextValue()) {
                JsonNode line = values.nextValue();
                lines++;
                for (String key : file.keys()) {
                    if (!line.has(key)) {
                        problems.accept("line " + lines + " has no " + key);
                    }
                }
                if (file == LineFile.ACTIONS
                        && !StepSchema.rated(
                                Optional.of(line.path(StepSchema.SENSITIVITY).asInt()),
                                Optional.of(line.path(StepSchema.TRAJECTORY_SENSITIVITY)
                                        .asInt()))) {
                    problems.accept("line " + lines + " has a sensitivity that cannot be");
                }
                if (file == LineFile.FRAMES
                        && !exists(directory, line.path("image").asText())) {
                    problems.accept("line " + lines + " names a picture that is not there");
                }
            }
        }
        return new Contents(lines, 0);
    }

    private static boolean exists(ShardDirectory directory, String path) throws IOException {
        if (!path.startsWith(IMAGES)) {
            return false;
        }
        try {
            directory.open(path).close();
            return true;
        } catch (NoSuchFileException e) {
            return false;
        }
    }
}
