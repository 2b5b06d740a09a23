package dev.scrim.jobs.build;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The demo's recording, and the same once more as another person's or the same person's second one. */
public final class TwoRecordings {
    private static final String FIRST = "demo-quick";
    private static final String SECOND = "demo-second";
    private static final String PERSON = "subj-01";

    private TwoRecordings() {}

    /** Writes folder {@code recordings} and the ledger that grants both. */
    public static void write(Path demo, Path to, String secondPerson) throws IOException {
        one(demo, to);
        Path second = to.resolve("recordings").resolve(SECOND);
        copy(demo.resolve("recordings").resolve(FIRST), second);
        Path metadata = second.resolve("recording.json");
        Files.writeString(
                metadata, Files.readString(metadata).replace(FIRST, SECOND).replace(PERSON, secondPerson));
        if (!secondPerson.equals(PERSON)) {
            String grant = Files.readAllLines(demo.resolve("consent.csv")).get(1);
            append(to, grant.replace(PERSON, secondPerson));
        }
    }

    /** Writes the first alone. */
    static void one(Path demo, Path to) throws IOException {
        copy(demo.resolve("recordings").resolve(FIRST), to.resolve("recordings").resolve(FIRST));
        Files.write(to.resolve("consent.csv"), Files.readAllLines(demo.resolve("consent.csv")));
    }

    /** Adds a line to the ledger. */
    static void append(Path to, String line) throws IOException {
        Path ledger = to.resolve("consent.csv");
        List<String> lines = new java.util.ArrayList<>(Files.readAllLines(ledger));
        lines.add(line);
        Files.write(ledger, lines);
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.toList()) {
                Files.write(to.resolve(file.getFileName()), Files.readAllBytes(file));
            }
        }
    }
}
