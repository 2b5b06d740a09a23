package dev.scrim.jobs.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scrim.datasets.model.Action;
import dev.scrim.datasets.model.MouseButton;
import dev.scrim.datasets.model.Point;
import dev.scrim.datasets.model.Step;
import dev.scrim.datasets.model.TimeSpan;
import dev.scrim.datasets.store.Workspace;
import dev.scrim.jobs.rows.Tagged;
import dev.scrim.jobs.spark.Sessions;
import dev.scrim.jobs.spec.DatasetSpec;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SelectionTest {
    private static final StructType SCHEMA = DataTypes.createStructType(List.of(
            DataTypes.createStructField(Tagged.SUBJECT, DataTypes.StringType, false),
            DataTypes.createStructField("trajectory_id", DataTypes.StringType, false),
            DataTypes.createStructField("place", DataTypes.IntegerType, false),
            DataTypes.createStructField(Selection.SKETCH, DataTypes.createArrayType(DataTypes.LongType, false), false),
            DataTypes.createStructField(Selection.STEPS, DataTypes.IntegerType, false),
            DataTypes.createStructField(Selection.MOMENT, DataTypes.StringType, false),
            DataTypes.createStructField(Likeness.NEAR, Likeness.SCHEMA, true),
            DataTypes.createStructField("split", DataTypes.StringType, false)));

    @TempDir
    static Path temp;

    private static SparkSession spark;

    private final List<Row> rows = new ArrayList<>();

    @BeforeAll
    static void open() {
        Workspace workspace = Workspace.open(temp.resolve("w").toUri(), new Configuration(), Clock.systemUTC());
        spark = Sessions.open(2, 2, workspace.defaultKeyring());
        Sessions.fit(spark, 0);
    }

    private static Step click(int ordinal, double x, double y) {
        Action click = new Action.Click(
                new TimeSpan(ordinal * 1_000L, ordinal * 1_000L + 10), new Point(x, y), MouseButton.LEFT, 1, List.of());
        return new Step(ordinal, 0, click, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** Presses at seeded places, each 60 px or more from the border of what counts as one place. */
    private static List<Step> walk(long seed, int steps, double shift) {
        Random random = new Random(seed);
        List<Step> out = new ArrayList<>();
        for (int i = 0; i < steps; i++) {
            out.add(click(i, 48 * random.nextInt(40) + 20 + shift, 48 * random.nextInt(20) + 20 + shift));
        }
        return out;
    }

    private void add(String subject, String trajectory, List<Step> steps, String moments) {
        add(subject, trajectory, steps, moments, "train", List.of());
    }

    /** @param pictures hash of each step's picture, both directions alike; none for no pictures */
    private void add(
            String subject, String trajectory, List<Step> steps, String moments, String split, List<Long> pictures) {
        long[] sketch = TrajectorySketch.of(steps);
        for (int i = 0; i < steps.size(); i++) {
            String moment = moments.isEmpty() ? "" : moments + i;
            Row near = pictures.isEmpty()
                    ? null
                    : RowFactory.create(
                            TrajectorySketch.placed(steps.get(i)).orElse(null),
                            trajectory + i,
                            1280,
                            800,
                            pictures.get(i),
                            pictures.get(i));
            rows.add(RowFactory.create(
                    subject, trajectory, i, i == 0 ? sketch : new long[0], steps.size(), moment, near, split));
        }
    }

    private Selection.Outcome select(boolean dropRepeats, double share) {
        Dataset<Row> samples = spark.createDataFrame(rows, SCHEMA);
        return new Selection(new DatasetSpec.Splits(0.9, 0.05, 0.05, dropRepeats, share)).of(samples);
    }

    private static List<String> trajectories(Selection.Outcome outcome) {
        return outcome.samples().select("trajectory_id").distinct().collectAsList().stream()
                .map(r -> r.getString(0))
                .sorted()
                .toList();
    }

    @Test
    void aTrajectoryThatRepeatsAnotherIsWrittenOnceWhoeverDidIt() {
        add("s1", "a", walk(1, 30, 0), "");
        add("s2", "b", walk(1, 30, 5), "");
        add("s2", "c", walk(2, 30, 0), "");
        Selection.Outcome outcome = select(true, 1);
        assertThat(trajectories(outcome)).containsExactly("a", "c");
        assertThat(outcome.repeatedTrajectories()).isEqualTo(1);
    }

    @Test
    void shortTrajectoriesAreNotTakenForEachOther() {
        add("s1", "a", walk(1, Selection.LEAST_STEPS - 1, 0), "");
        add("s2", "b", walk(1, Selection.LEAST_STEPS - 1, 0), "");
        assertThat(trajectories(select(true, 1))).containsExactly("a", "b");
    }

    @Test
    void aMomentWithEqualPictureAndActionIsWrittenOnce() {
        add("s1", "a", walk(1, 10, 0), "m");
        add("s2", "b", walk(2, 10, 0), "m");
        add("s2", "c", walk(3, 10, 0), "");
        Selection.Outcome outcome = select(true, 1);
        assertThat(trajectories(outcome)).containsExactly("a", "c");
        assertThat(outcome.repeatedMoments()).isEqualTo(10);
    }

    private static final List<Long> LOOKS = List.of(0x0123_4567_89AB_CDEFL, 0x7777_1111_2222_4444L, -1L, 5L);

    /** Each with that many bits changed, from a place on that is the number's own. */
    private static List<Long> changed(int bits) {
        return LOOKS.stream()
                .map(look -> look ^ (((1L << bits) - 1) << (10 * bits)))
                .toList();
    }

    @Test
    void aMomentThatLooksLikeAnotherTrajectorysIsWrittenOnceIfTheSameIsDoneThere() {
        add("s1", "a", walk(1, 4, 0), "a", "train", LOOKS);
        add("s2", "b", walk(1, 4, 5), "b", "train", changed(3));
        add("s3", "c", walk(1, 4, 5), "c", "train", changed(4));
        add("s4", "d", walk(2, 4, 0), "d", "train", LOOKS);
        Selection.Outcome outcome = select(true, 1);
        assertThat(trajectories(outcome)).containsExactly("a", "c", "d");
        assertThat(outcome.nearMoments()).isEqualTo(4);
        assertThat(outcome.samples().count()).isEqualTo(12);
        assertThat(select(false, 1).samples().count()).isEqualTo(16);
    }

    /** Somebody presses a button twice, and the page hardly changes: both are how it is done. */
    @Test
    void whatLooksAlikeInOneTrajectoryStays() {
        List<Step> steps = List.of(click(0, 100, 100), click(1, 101, 100), click(2, 100, 102), click(3, 100, 100));
        add("s1", "a", steps, "a", "train", List.of(7L, 7L, 6L, 7L));
        assertThat(select(true, 1).samples().count()).isEqualTo(4);
    }

    @Test
    void twinsInOtherSplitsAreCounted() {
        add("s1", "a", walk(1, 4, 0), "a", "train", LOOKS);
        add("s2", "b", walk(2, 4, 0), "b", "validation", changed(2));
        add("s3", "c", walk(3, 4, 0), "c", "train", LOOKS);
        add("s4", "d", walk(5, 30, 0), "", "test", List.of());
        add("s5", "e", walk(5, 30, 3), "", "train", List.of());
        add("s6", "f", walk(5, 30, 4), "", "train", List.of());
        add("s7", "g", walk(6, 30, 4), "", "test", List.of());
        Dataset<Row> samples = select(false, 1).samples();
        assertThat(Likeness.sharedPictures(samples)).isEqualTo(12);
        assertThat(Selection.sharedTrajectories(samples)).isEqualTo(3);
    }

    @Test
    void keepLeavesAllOfIt() {
        add("s1", "a", walk(1, 10, 0), "m");
        add("s2", "b", walk(1, 10, 0), "m");
        assertThat(select(false, 1).samples().count()).isEqualTo(20);
    }

    @Test
    void nobodyHasMoreThanTheirShareAndTrajectoriesStayWhole() {
        for (int i = 0; i < 8; i++) {
            add("s1", "a" + i, walk(i, 10, 0), "");
        }
        add("s2", "b", walk(20, 20, 0), "");
        Selection.Outcome outcome = select(false, 0.35);
        // 35 of 100 steps: three whole trajectories of the first person.
        assertThat(trajectories(outcome)).containsExactly("a0", "a1", "a2", "b");
        assertThat(outcome.overShare()).isEqualTo(50);
    }

    @Test
    void sketchesEstimateHowMuchIsTheSame() {
        List<Step> whole = walk(7, 60, 0);
        List<Step> half = new ArrayList<>(whole.subList(0, 30));
        half.addAll(walk(8, 30, 0));
        assertThat(equal(TrajectorySketch.of(whole), TrajectorySketch.of(walk(7, 60, 3))))
                .isEqualTo(1);
        // Half of each is the same, so a third of what both hold together.
        assertThat(equal(TrajectorySketch.of(whole), TrajectorySketch.of(half))).isBetween(0.1, 0.6);
        assertThat(equal(TrajectorySketch.of(whole), TrajectorySketch.of(walk(9, 60, 0))))
                .isLessThan(0.1);
    }

    private static double equal(long[] a, long[] b) {
        int n = 0;
        for (int i = 0; i < a.length; i++) {
            n += a[i] == b[i] ? 1 : 0;
        }
        return n / (double) a.length;
    }
}
