package dev.scrim.jobs.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.scrim.datasets.check.UserError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Recordings some times over, each copy under an id and a person of its own, with a ledger that grants them what the first
 * was granted. What they show is the same: a cache that spans recordings would answer for copies, and times of a build that
 * has one say nothing of new content.
 */
final class RecordingCopies {
    static final String RECORDINGS = "recordings";
    static final String LEDGER = "consent.csv";
    private static final List<String> NAMES = List.of("recording.json", "scrim.json");
    private static final JsonMapper JSON = new JsonMapper();

    private final Path from;
    private final Path ledger;

    RecordingCopies(Path from, Path ledger) {
        this.from = from;
        this.ledger = ledger;
    }

    /** Writes {@code times} of each below {@code to}. */
    void make(int times, Path to) throws IOException {
        if (times < 1) {
            throw new UserError("Cannot measure with copies: " + times, "give 1 or more");
        }
        List<Path> recordings;
        try (Stream<Path> all = Files.list(from)) {
            recordings = all.filter(Files::isDirectory).sorted().toList();
        }
        for (Path recording : recordings) {
            for (int i = 0; i < times; i++) {
                copy(recording, i, to.resolve(RECORDINGS).resolve(recording.getFileName() + suffix(i)));
            }
        }
        List<String> lines = Files.readAllLines(ledger, StandardCharsets.UTF_8);
        List<String> out = new ArrayList<>(lines.subList(0, 1));
        for (String line : lines.subList(1, lines.size())) {
            for (int i = 0; i < times && !line.isBlank(); i++) {
                int end = line.indexOf(',');
                out.add(line.substring(0, end) + suffix(i) + line.substring(end));
            }
        }
        Files.write(to.resolve(LEDGER), out, StandardCharsets.UTF_8);
    }

    private static String suffix(int copy) {
        return copy == 0 ? "" : "-copy" + copy;
    }

    private static void copy(Path recording, int copy, Path to) throws IOException {
        Files.createDirectories(to);
        boolean named = false;
        List<Path> files;
        try (Stream<Path> all = Files.walk(recording)) {
            files = all.filter(Files::isRegularFile).toList();
        }
        for (Path file : files) {
            Path target = to.resolve(recording.relativize(file).toString());
            Files.createDirectories(target.getParent());
            if (NAMES.contains(file.getFileName().toString())) {
                rename(file, copy, target);
                named = true;
            } else {
                Files.copy(file, target);
            }
        }
        if (!named) {
            throw new UserError(
                    "Cannot copy a recording that does not say its id and person",
                    "put a scrim.json with recording_id and subject_id into each folder");
        }
    }

    private static void rename(Path file, int copy, Path target) throws IOException {
        JsonNode about = JSON.readTree(file.toFile());
        if (about instanceof ObjectNode node) {
            for (String key : List.of("recording_id", "subject_id")) {
                if (node.has(key)) {
                    node.put(key, node.get(key).asText() + suffix(copy));
                }
            }
        }
        JSON.writeValue(target.toFile(), about);
    }
}
