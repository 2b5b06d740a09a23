package dev.scrim.jobs.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.scrim.datasets.model.DropCode;
import dev.scrim.datasets.model.Sensitivity;
import dev.scrim.jobs.statistics.Statistics.Count;
import dev.scrim.jobs.statistics.Statistics.LeftOut;
import dev.scrim.jobs.statistics.Statistics.Length;
import dev.scrim.jobs.statistics.Statistics.Rating;
import dev.scrim.jobs.statistics.Statistics.SplitLine;
import dev.scrim.jobs.viewer.Inline;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.xml.sax.InputSource;

class StatisticsPageTest {
    private static final String APP = "<img src=x onerror=1>&\"]]>\u0007\uFFFE\uD800";

    /** A dataset as large as a month of a team, so that every list and class is full. */
    private static Statistics large() {
        Random random = new Random(7);
        TreeMap<Integer, Long> bySteps = new TreeMap<>();
        for (int i = 0; i < 1_200; i++) {
            bySteps.merge(1 + (int) Math.min(199, Math.abs(random.nextGaussian()) * 45), 1L, Long::sum);
        }
        List<Count> apps = new ArrayList<>();
        apps.add(new Count("chromium", 21_408));
        apps.add(new Count(APP, 6_120));
        apps.add(new Count("", 1_004));
        for (int i = 0; i < 20; i++) {
            apps.add(new Count("application-" + (char) ('a' + i), 980 - 45L * i));
        }
        List<Count> times = new ArrayList<>();
        for (Length length : Length.ALL) {
            times.add(new Count(length.label(), 40 + random.nextInt(300)));
        }
        return new Statistics(
                new Statistics.Header("desk-work", "8f2c41d09a7be336", "hf-parquet", true),
                new Statistics.Totals(214, 31, 1_200, 41_877, 402L * 3_600_000_000L, 83_754, 38_400_000_000L),
                List.of(
                        new SplitLine("train", 27, 1_061, 37_020),
                        new SplitLine("test", 2, 71, 2_498),
                        new SplitLine("validation", 2, 68, 2_359)),
                bySteps,
                times,
                List.of(
                        new Count("click", 20_140),
                        new Count("type", 9_730),
                        new Count("scroll", 6_020),
                        new Count("hotkey", 2_987),
                        new Count("double_click", 1_400),
                        new Count("dropdown_select", 912),
                        new Count("drag", 688)),
                apps,
                List.of(new Count("1920 \u00d7 1080", 60_114), new Count("1280 \u00d7 800", 23_640)),
                Arrays.stream(Sensitivity.values())
                        .map(s -> new Rating(s.level(), s.meaning(), 21_000 / s.level(), 610 / s.level()))
                        .toList(),
                List.of(new Count("person", 90_131), new Count("tax", 40_020), new Count("ai_prompt", 811)),
                Arrays.stream(DropCode.values())
                        .map(c -> new LeftOut(
                                "events", c.name(), c.meaning(), 900L * c.name().length()))
                        .toList());
    }

    private static Statistics empty() {
        return new Statistics(
                new Statistics.Header("none", "0", "plain", false),
                new Statistics.Totals(0, 0, 0, 0, 0, 0, 0),
                List.of(),
                new TreeMap<>(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of());
    }

    private static void parse(String page) throws Exception {
        String xml = page.replaceFirst("<!DOCTYPE html>", "");
        DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(xml)));
    }

    /** Kept where {@code scrim.test.pages} says, to be looked at. */
    @Test
    void thePageIsWellFormedHoweverMuchIsInIt() throws Exception {
        String page = StatisticsHtml.render(large());
        String keep = System.getProperty("scrim.test.pages", "");
        if (!keep.isEmpty()) {
            Files.writeString(Path.of(keep, "statistics.html"), page);
        }
        parse(page);
        parse(StatisticsHtml.render(empty()));
    }

    @Test
    void thePageRunsNothingAndLoadsNothing() {
        String page = StatisticsHtml.render(large());

        assertThat(page)
                .doesNotContainPattern("https?://")
                .doesNotContainPattern("<(?:script|link|img|iframe|object)")
                .doesNotContainPattern("<[a-z]+[^>]* (?:style|on[a-z]+|src|href)=");
        Matcher style = Pattern.compile("<style>(.*?)</style>", Pattern.DOTALL).matcher(page);
        assertThat(style.find()).isTrue();
        assertThat(page)
                .contains("default-src 'none'; style-src " + new Inline(style.group(1)).source())
                .doesNotContain("unsafe-", "script-src");
    }

    @Test
    void longListsEndInALineForTheRestThatAddsUp() {
        String page = StatisticsHtml.render(large());

        // 23 applications: 15 with their names, 8 together.
        long rest = large().apps().stream().skip(15).mapToLong(Count::count).sum();
        assertThat(page)
                .contains("8 others")
                .contains(String.format(java.util.Locale.ROOT, "<dd class=\"n\">%,d</dd>", rest))
                .contains("&lt;img src=x", "not known", "ai prompt", "402 hours", "31 people");
    }

    @Test
    void classesHoldEveryTrajectoryOnceInFewEnoughColumns() {
        List<Count> classes = Columns.classes(large().trajectoriesBySteps());

        assertThat(classes).hasSizeBetween(10, 20);
        assertThat(classes.get(0).name()).isEqualTo("1\u201310");
        assertThat(classes.stream().mapToLong(Count::count).sum()).isEqualTo(1_200);
        assertThat(Columns.classes(new TreeMap<>(java.util.Map.of(3, 2L))))
                .containsExactly(new Count("1", 0), new Count("2", 0), new Count("3", 2));
        assertThat(Columns.classes(new TreeMap<>())).isEmpty();
    }

    @Test
    void aShareOfTrajectoriesDoesNotExceedItsSteps() {
        Statistics s = large();
        long all = 1_200;
        for (double share : new double[] {0.1, 0.5, 0.9, 1}) {
            int steps = s.stepsAt(share);
            long within = s.trajectoriesBySteps().headMap(steps + 1).values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
            long below = s.trajectoriesBySteps().headMap(steps).values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
            assertThat(within).isGreaterThanOrEqualTo((long) Math.ceil(share * all));
            assertThat(below).isLessThan((long) Math.ceil(share * all));
        }
        assertThat(empty().stepsAt(0.5)).isZero();
    }

    @Test
    void theJsonHasTheExactNumbers() throws Exception {
        JsonNode json = new JsonMapper().readTree(StatisticsJson.write(large()));

        assertThat(json.get("notice").asText()).contains("NEVER RELEASABLE");
        assertThat(json.at("/totals/trajectory_us").asLong()).isEqualTo(402L * 3_600_000_000L);
        assertThat(json.get("steps_by_app")).hasSize(23);
        assertThat(json.at("/splits/train/people").asInt()).isEqualTo(27);
        long trajectories = 0;
        for (JsonNode n : json.at("/steps_per_trajectory/trajectories_by_steps")) {
            trajectories += n.asLong();
        }
        assertThat(trajectories).isEqualTo(1_200);
    }
}
