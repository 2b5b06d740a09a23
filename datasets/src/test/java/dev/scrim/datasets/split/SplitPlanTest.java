package dev.scrim.datasets.split;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scrim.datasets.model.RecordingId;
import dev.scrim.datasets.model.SubjectId;
import dev.scrim.datasets.model.TrajectoryId;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SplitPlanTest {
    private static OpaqueKeys keys(String secret) {
        return new OpaqueKeys(secret.getBytes(StandardCharsets.UTF_8));
    }

    private static final OpaqueKeys KEYS = keys("0123456789abcdef");

    @Test
    void sharesOfPeopleAreThoseAsked() {
        Map<Split, Integer> counts = new EnumMap<>(Split.class);
        for (int i = 0; i < 20_000; i++) {
            counts.merge(new SplitPlan(0.7, 0.2, 0.1).of(new SubjectId("p" + i), KEYS), 1, Integer::sum);
        }
        assertThat(counts.get(Split.TRAIN)).isBetween(13_700, 14_300);
        assertThat(counts.get(Split.VALIDATION)).isBetween(3_750, 4_250);
        assertThat(counts.get(Split.TEST)).isBetween(1_800, 2_200);
    }

    @Test
    void samePersonGoesTheSameWayUnderTheSameKeyOnly() {
        int moved = 0;
        SplitPlan half = new SplitPlan(0.5, 0.5, 0);
        for (int i = 0; i < 200; i++) {
            SubjectId subject = new SubjectId("p" + i);
            assertThat(half.of(subject, keys("0123456789abcdef"))).isEqualTo(half.of(subject, KEYS));
            moved += half.of(subject, keys("another key: 16+")) == half.of(subject, KEYS) ? 0 : 1;
        }
        assertThat(moved).isBetween(60, 140);
    }

    @ParameterizedTest
    @CsvSource({
        "1,0,0,0.0,TRAIN",
        "1,0,0,0.9999999999,TRAIN",
        "0,1,0,0.0,VALIDATION",
        "0,0,1,0.0,TEST",
        "0.5,0.5,0,0.5,VALIDATION",
        "0.5,0,0.5,0.49999,TRAIN",
        "0.5,0,0.5,0.5,TEST",
        "0.9,0.05,0.05,0.9499,VALIDATION",
        "0.9,0.05,0.05,0.9501,TEST",
        "0.9999999999,0,0,0.99999999999,TRAIN"
    })
    void nobodyGoesToASplitWithoutShare(double train, double validation, double test, double at, Split expected) {
        assertThat(new SplitPlan(train, validation, test).at(at)).isEqualTo(expected);
    }

    @Test
    void sharesMustAddUp() {
        assertThatThrownBy(() -> new SplitPlan(0.5, 0.2, 0.2)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new SplitPlan(1.5, -0.5, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new SplitPlan(Double.NaN, 0, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThat(SplitPlan.DEFAULT).isEqualTo(new SplitPlan(0.9, 0.05, 0.05));
    }

    @Test
    void opaqueNamesAreStableAndDifferByUseAndKey() {
        TrajectoryId id = new TrajectoryId(new RecordingId("r"), 0);
        assertThat(KEYS.trajectory(id)).matches("[0-9a-f]{32}").isEqualTo(KEYS.trajectory(id));
        assertThat(KEYS.sample(id, 0)).isNotEqualTo(KEYS.trajectory(id)).isNotEqualTo(KEYS.sample(id, 1));
        assertThat(keys("another key: 16+").trajectory(id)).isNotEqualTo(KEYS.trajectory(id));
        assertThatThrownBy(() -> new OpaqueKeys(new byte[15])).isInstanceOf(IllegalArgumentException.class);
    }
}
