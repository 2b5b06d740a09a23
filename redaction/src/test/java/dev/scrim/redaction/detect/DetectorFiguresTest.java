package dev.scrim.redaction.detect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scrim.redaction.detect.Plants.Kind;
import dev.scrim.redaction.detect.Plants.Planted;
import dev.scrim.redaction.train.Corpora;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Recall and precision of every detector over planted values and harmless lines; the table goes to {@code target}. */
class DetectorFiguresTest {
    private static final int POSITIVES = 200;
    /** Prose that does name a mailbox, a telephone, a number, or the invented person of a sample. */
    private static final Pattern NOT_SAFE =
            Pattern.compile("@|\\d{3}[- ]\\d{2,3}[- ]\\d{4}|\\d{2}-\\d{7}|(?i:costello|awesomeboss|lutefisk)");

    private static final int SAFE_OF_EACH = 40;

    private final List<Detector> detectors = Detectors.standard();

    private record Row(int n, int found, int right, int spans, int alarms) {}

    @Test
    void everyDetectorKeepsItsFloors() throws IOException {
        Random random = new Random(20261123);
        Plants plants = new Plants(random, new Names(random));
        List<String> safe = new SafeLines(random).lines(SAFE_OF_EACH);
        safe.addAll(corpora());
        Map<String, List<String>> alarms = new HashMap<>();
        int marked = 0;
        for (String line : safe) {
            List<Span> spans = Detectors.detect(detectors, TextUnit.of(line));
            marked += spans.isEmpty() ? 0 : 1;
            for (Span s : spans) {
                alarms.computeIfAbsent(s.entity(), e -> new ArrayList<>())
                        .add(s.rule() + " [" + line.substring(s.start(), s.end()) + "] " + line);
            }
        }
        List<Kind> kinds = new ArrayList<>(plants.structured());
        kinds.addAll(plants.others());
        Map<String, Row> rows = new TreeMap<>();
        StringBuilder misses = new StringBuilder();
        for (Kind kind : kinds) {
            rows.put(kind.name(), row(plants, kind, alarms, misses));
        }
        String table = table(rows, safe.size(), marked);
        Files.createDirectories(Path.of("target"));
        Files.writeString(Path.of("target/detector-figures.md"), table);
        Files.writeString(
                Path.of("target/detector-misses.txt"),
                misses + "\n"
                        + String.join(
                                "\n",
                                alarms.values().stream().flatMap(List::stream).toList()));
        System.out.println(table);
        for (Map.Entry<String, Row> e : rows.entrySet()) {
            Row r = e.getValue();
            assertThat(r.found() / (double) r.n())
                    .as("recall of " + e.getKey())
                    .isGreaterThanOrEqualTo(e.getKey().equals("PERSON") ? 0.8 : 0.95);
            assertThat(r.right() / (double) Math.max(1, r.spans()))
                    .as("precision of " + e.getKey())
                    .isGreaterThanOrEqualTo(0.9);
        }
        assertThat(marked / (double) safe.size())
                .as("share of harmless lines touched")
                .isLessThan(0.02);
    }

    private Row row(Plants plants, Kind kind, Map<String, List<String>> alarms, StringBuilder misses) {
        String entity = kind.entities().iterator().next().name();
        int found = 0;
        int right = 0;
        int spans = 0;
        for (int i = 0; i < POSITIVES; i++) {
            Planted p = plants.plant(kind);
            List<Span> all = Detectors.detect(detectors, p.unit());
            boolean hit = p.covered(all);
            found += hit ? 1 : 0;
            if (!hit) {
                misses.append(kind.name())
                        .append(" MISS ")
                        .append(p.unit().label())
                        .append(' ')
                        .append(p.unit().text())
                        .append(' ')
                        .append(all)
                        .append('\n');
            }
            for (Span s : all) {
                if (s.entity().equals(entity)) {
                    spans++;
                    right += s.start() < p.to() && p.from() < s.end() ? 1 : 0;
                }
            }
        }
        int alarm = alarms.getOrDefault(entity, List.of()).size();
        return new Row(POSITIVES, found, right, spans + alarm, alarm);
    }

    private static String table(Map<String, Row> rows, int safe, int marked) {
        StringBuilder b = new StringBuilder(
                "| entity | n | recall | precision | false alarms per 1,000 safe lines |\n|---|---|---|---|---|\n");
        rows.forEach((name, r) -> b.append(String.format(
                Locale.ROOT,
                "| %s | %d | %.3f | %.3f | %.1f |%n",
                name,
                r.n(),
                r.found() / (double) r.n(),
                r.right() / (double) Math.max(1, r.spans()),
                1000.0 * r.alarms() / safe)));
        return b.append(String.format(
                        Locale.ROOT, "%n%d of %d safe lines touched (%.2f %%).%n", marked, safe, 100.0 * marked / safe))
                .toString();
    }

    /** Public prose in which nothing is private, when it lies beside the project. */
    private static List<String> corpora() throws IOException {
        Path shared = Shared.folder();
        if (shared == null) {
            return List.of();
        }
        Corpora corpora = new Corpora(shared.resolve("corpora"));
        List<String> out = new ArrayList<>();
        for (String text : corpora.hr()) {
            for (int i = 0; i < text.length(); i += 90) {
                String line = text.substring(i, Math.min(text.length(), i + 90));
                if (!NOT_SAFE.matcher(line).find()) {
                    out.add(line);
                }
            }
        }
        int n = 0;
        for (String text : corpora.tax()) {
            if (n++ % 4 == 0 && text.length() <= 120 && !NOT_SAFE.matcher(text).find()) {
                out.add(text);
            }
        }
        return out;
    }
}
