package dev.scrim.datasets.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class StageLocationTest {
    private static final StageLocation EVENTS =
            new StageLocation("b1", new StageName("04-some-readings"), "events", "s1");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/w/builds/b1/04-some-readings/events/subject=s1/part-0.parquet",
                "/w/builds/b1/.tmp-04-some-readings-0123456789abcdef/events/subject=s1/part-0.parquet",
                "/w/builds/b1/.part-04-some-readings-0123456789abcdef/events/subject=s1/part-0.parquet",
                "/w/builds/b1/.tmp-04-some-readings-0123456789abcdef/events/_temporary/0/task_1/subject=s1/p.parquet",
                "/builds/old/01-capture/home/builds/b1/04-some-readings/events/subject=s1/day=3/part-0.parquet",
            })
    void placeIsTheSameWhileWritingAndAfter(String path) {
        assertThat(StageLocation.parse(path)).contains(EVENTS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "relative",
                "/data/events/subject=s1/part-0.parquet",
                "/w/builds/b1/capture/events/part-0.parquet",
                "/w/builds/b1/.tmp-04-readings-xyz/events/part-0.parquet",
                "/w/builds/04-readings",
            })
    void elsewhereIsNowhere(String path) {
        assertThat(StageLocation.parse(path)).isEmpty();
    }

    @Test
    void aFileDirectlyInAStageHasNoTableAndNoSubject() {
        assertThat(StageLocation.parse("/w/builds/b1/01-capture/manifest.json"))
                .contains(new StageLocation("b1", new StageName("01-capture"), "", ""));
        assertThat(StageLocation.parse("/w/builds/b1/01-capture/subject=s1/p"))
                .contains(new StageLocation("b1", new StageName("01-capture"), "", "s1"));
    }

    @Test
    void twoSubjectsAreRefused() {
        assertThatThrownBy(() -> StageLocation.parse("/w/builds/b1/01-capture/t/subject=a/subject=b/p"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"capture", "1-capture", "01_capture", "01-Capture", "01-", "../01-capture", "01-a/b"})
    void stageNamesAreChecked(String name) {
        assertThatThrownBy(() -> new StageName(name)).isInstanceOf(IllegalArgumentException.class);
    }
}
