package dev.scrim.jobs.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SpecKeysTest {
    private static DatasetSpec read(String text) {
        return SpecReader.read(text, "spec.yaml", Path.of("/base")).orThrow();
    }

    private static String yaml(DatasetSpec spec) {
        // Flat paths of the two lists become items again; everything else nests by its dots.
        return Yaml.nest(SpecFlat.of(spec));
    }

    @Test
    void keysAreUniqueAndEachSectionComesBeforeItsKeys() {
        Set<String> seen = new TreeSet<>(Set.of(""));
        for (SpecKey key : SpecKeys.ALL) {
            assertThat(seen).contains(key.parent().replaceAll("\\[]$", ""));
            assertThat(seen.add(key.path())).as(key.path()).isTrue();
            assertThat(key.meaning()).as(key.path()).endsWith(".");
        }
    }

    @Test
    void explainSaysEveryKeyWithTypeDefaultAndMeaning() {
        String text = SpecExplain.explain().replaceAll("\\s+", " ");

        for (SpecKey key : SpecKeys.ALL) {
            assertThat(text).contains(key.path() + " (");
            assertThat(text).contains(key.meaning());
            if (!(key.type() instanceof SpecType.Section)) {
                assertThat(text).contains(key.type().label());
                key.fallback()
                        .ifPresent(fallback -> assertThat(text).contains(key.path() + " (default " + fallback + ")"));
            }
        }
        assertThat(SpecExplain.explain().lines())
                .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(110));
    }

    @Test
    void theShortestSpecThatExplainPrintsIsOne() {
        assertThat(read(SpecExplain.SHORTEST).name()).isEqualTo("dataset");
    }

    @Test
    void everyKeyWithAValueComesBackFromTheRecord() {
        Set<String> expected = SpecKeys.ALL.stream()
                .filter(key -> !(key.type() instanceof SpecType.Section) && !(key.type() instanceof SpecType.Sections))
                .map(SpecKey::path)
                .filter(path -> !path.contains(".tables.") || path.contains(".recordings.catalog"))
                .collect(Collectors.toCollection(TreeSet::new));

        Set<String> found = SpecFlat.of(read(Specs.FULL)).keySet().stream()
                .map(path -> path.replaceAll("\\[\\d+]", "[]"))
                .filter(path -> !path.contains(".tables.") || path.contains(".recordings.catalog"))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(found).isEqualTo(expected);
    }

    @Test
    void aSpecWrittenBackAndReadAgainIsTheSameSpec() {
        for (String text : new String[] {Specs.FULL, SpecExplain.SHORTEST}) {
            DatasetSpec spec = read(text);
            assertThat(read(yaml(spec))).isEqualTo(spec);
        }
    }

    @Test
    void eachSettingIsInTheDigestOfExactlyItsOwnStage() {
        assertThat(changed("moments: {stable_ms: 7}")).containsExactly("03-actions");
        assertThat(changed("moments: {profile: agentnet}")).containsExactly("03-actions");
        assertThat(changed("actions: {profile: openadapt}")).containsExactly("03-actions");
        assertThat(changed("redaction: {policy: {hr: keep}}")).containsExactly("05-findings");
        assertThat(changed("redaction: {timing_grain_ms: 9}")).containsExactly("06-redacted");
        assertThat(changed("trajectories: {max_sensitivity: 3}")).containsExactly("06-redacted");
        assertThat(changed("exports: [{format: plain}]")).containsExactly("08-export");
        assertThat(changed("name: other")).containsExactly("08-export");
        assertThat(changed("only: [a]")).containsExactly("01-capture");
        assertThat(changed("release: {max_leak_rate: 0.1}")).isEmpty();
        assertThat(changed("# nothing")).isEmpty();
    }

    private static Set<String> changed(String line) {
        SpecDigest before = new SpecDigest(read(SpecExplain.SHORTEST));
        SpecDigest after = new SpecDigest(read(SpecExplain.SHORTEST + line + "\n"));
        return SpecDigest.stages().stream()
                .filter(stage -> !before.digestFor(stage).equals(after.digestFor(stage)))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void movedFoldersAndTheOrderOfKeysChangeNoDigest() {
        SpecDigest here = new SpecDigest(read(SpecExplain.SHORTEST));
        SpecDigest there = new SpecDigest(read("""
                consent: {ledger: /other/ledger.csv}
                sources: [{uri: /other/recordings}]
                splits: {test: 0.05, train: 0.90}
                workspace: /other/build
                format: scrim.dataset/1
                """));

        for (String stage : SpecDigest.stages()) {
            assertThat(there.settingsFor(stage)).isEqualTo(here.settingsFor(stage));
        }
    }

    @Test
    void settingsOfAnUnknownStageAreRefused() {
        SpecDigest digest = new SpecDigest(read(SpecExplain.SHORTEST));

        assertThatThrownBy(() -> digest.settingsFor("09-release")).isInstanceOf(IllegalArgumentException.class);
    }

    /** Just enough YAML writing to prove that nothing is lost. */
    private static final class Yaml {
        static String nest(Map<String, Object> flat) {
            Map<String, Object> root = new java.util.TreeMap<>();
            flat.forEach((path, value) -> put(root, path.replaceAll("\\[(\\d+)]", ".#$1"), SpecFlat.yaml(value)));
            return text(root);
        }

        @SuppressWarnings("unchecked") // inner maps are this method's own
        private static void put(Map<String, Object> map, String path, String value) {
            int dot = path.indexOf('.');
            if (dot < 0) {
                map.put(path, value);
            } else {
                put(
                        (Map<String, Object>) map.computeIfAbsent(
                                path.substring(0, dot), k -> new java.util.TreeMap<String, Object>()),
                        path.substring(dot + 1),
                        value);
            }
        }

        private static String text(Object value) {
            if (!(value instanceof Map<?, ?> map)) {
                return (String) value;
            }
            boolean list = map.keySet().stream().allMatch(key -> key.toString().startsWith("#"));
            String body = map.entrySet().stream()
                    .map(entry -> list ? text(entry.getValue()) : entry.getKey() + ": " + text(entry.getValue()))
                    .collect(Collectors.joining(", "));
            return list ? "[" + body + "]" : "{" + body + "}";
        }
    }
}
