package dev.scrim.redaction.detect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scrim.redaction.detect.Plants.Kind;
import dev.scrim.redaction.detect.Plants.Planted;
import dev.scrim.redaction.taxonomy.Entity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Planted identifiers and harmless look-alikes, damaged as OCR, line breaks and hasty typing damage them. */
class StructuredFuzzTest {
    private static final int CORRUPTIONS = 10_000;
    /** Of ten characters one may stay readable: an identifier of nine digits has to go as a whole. */
    private static final int LEFT_OVER = 10;
    /** The case of their letters is part of them. */
    private static final Set<Entity> CASED = Set.of(Entity.API_KEY, Entity.TOKEN);

    private final List<Detector> detectors =
            Detectors.standard().stream().filter(d -> !d.id().equals("person")).toList();

    @Test
    void tenThousandCorruptionsLeaveNinetyNinePercentOfIdentifiersFound() {
        Random random = new Random(20261122);
        Plants plants = new Plants(random, new Names(random));
        Corruption corruption = new Corruption(random);
        List<Kind> kinds = plants.structured();
        Map<String, int[]> score = new TreeMap<>();
        List<String> missed = new ArrayList<>();
        int found = 0;
        for (int i = 0; i < CORRUPTIONS; i++) {
            Kind kind = kinds.get(i % kinds.size());
            boolean cased = CASED.stream().anyMatch(kind.entities()::contains);
            Planted p = corruption.of(plants.plant(kind), cased);
            boolean hit = p.uncovered(Detectors.detect(detectors, p.unit())) <= p.size() / LEFT_OVER;
            found += hit ? 1 : 0;
            int[] c = score.computeIfAbsent(kind.name(), k -> new int[2]);
            c[0] += hit ? 1 : 0;
            c[1]++;
            if (!hit) {
                missed.add(kind.name() + " " + p.unit().label() + " ["
                        + p.unit().text().replace("\n", "\\n") + "]");
            }
        }
        score.forEach((kind, c) -> System.out.printf(Locale.ROOT, "%-16s %4d of %4d%n", kind, c[0], c[1]));
        System.out.printf(
                Locale.ROOT,
                "structured: recall %.4f of %d corrupted identifiers%n",
                found / (double) CORRUPTIONS,
                CORRUPTIONS);
        missed.sort(Comparator.naturalOrder());
        assertThat(found / (double) CORRUPTIONS)
                .as("missed: " + String.join("\n", missed))
                .isGreaterThanOrEqualTo(0.99);
        score.forEach((kind, c) ->
                assertThat(c[0] / (double) c[1]).as("recall of " + kind).isGreaterThanOrEqualTo(0.97));
    }

    @Test
    void harmlessLookAlikesStayReadableUnderTheSameCorruptions() {
        Random random = new Random(20261124);
        Corruption corruption = new Corruption(random);
        List<String> lines = new SafeLines(random).lines(60);
        List<String> marked = new ArrayList<>();
        for (String line : lines) {
            String damaged = corruption.of(line);
            List<Span> spans = Detectors.detect(detectors, TextUnit.of(damaged));
            if (!spans.isEmpty()) {
                marked.add(spans.get(0).rule() + " [" + damaged.replace("\n", "\\n") + "]");
            }
        }
        System.out.printf(Locale.ROOT, "look-alikes: %d of %d corrupted lines touched%n", marked.size(), lines.size());
        marked.sort(Comparator.naturalOrder());
        assertThat(marked.size() / (double) lines.size())
                .as("touched: " + String.join("\n", marked))
                .isLessThanOrEqualTo(0.05);
    }
}
