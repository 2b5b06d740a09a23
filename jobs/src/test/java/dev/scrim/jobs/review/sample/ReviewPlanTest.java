package dev.scrim.jobs.review.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.scrim.datasets.model.Category;
import dev.scrim.datasets.store.Digests;
import dev.scrim.jobs.review.index.IndexedFrame;
import dev.scrim.jobs.review.index.IndexedTrajectory;
import dev.scrim.jobs.review.index.ReviewIndex;
import dev.scrim.jobs.review.store.Answer;
import dev.scrim.jobs.review.store.Queue;
import dev.scrim.jobs.review.store.Reading;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ReviewPlanTest {
    private static final double ALPHA = 0.025;

    /** Segments of one to five trajectories' frames, of some apps, ratings and categories. */
    private static ReviewIndex index(int segments, long seed) {
        Random random = new Random(seed);
        List<IndexedTrajectory> trajectories = new ArrayList<>();
        List<IndexedFrame> frames = new ArrayList<>();
        for (int s = 0; s < segments; s++) {
            int first = frames.size();
            int count = 1 + random.nextInt(5);
            String app = "app " + random.nextInt(3);
            int rating = 1 + random.nextInt(4);
            for (int f = 0; f < count; f++) {
                Integer[] masks = new Integer[Category.values().length];
                java.util.Arrays.fill(masks, 0);
                masks[random.nextInt(3)] = random.nextInt(3);
                String id = Digests.fields("t").add(seed).add(s).add(f).hex().substring(0, 32);
                frames.add(new IndexedFrame(
                        id, s, f, f * 1000L, 100, 100, app, rating, List.of(masks), 1, random.nextInt(90)));
            }
            trajectories.add(new IndexedTrajectory("s", "t" + s, "r/" + s, 0, s, "f", first, count));
        }
        return new ReviewIndex("b", "digest", List.of("{}"), trajectories, frames);
    }

    @Test
    void theSampleHasOneFrameOfEachSegmentAndAboutOneInFifteenIsPlanted() {
        for (long seed = 1; seed <= 5; seed++) {
            ReviewIndex index = index(2000, seed);
            ReviewPlan plan = ReviewPlan.of(index, "seed" + seed, ALPHA, 0.02);
            Set<Integer> segments = new HashSet<>();
            int plants = 0;
            Set<Integer> seen = new HashSet<>();
            for (Planned p : plan.sample()) {
                assertThat(seen.add(p.frame()))
                        .as("no frame is asked about twice")
                        .isTrue();
                if (p.plant()) {
                    plants++;
                    assertThat(p.counts()).isFalse();
                    assertThat(p.second()).isTrue();
                    assertThat(index.frames().get(p.frame()).masked()).isPositive();
                    assertThat(plan.isPlant(p.frame())).isTrue();
                } else {
                    assertThat(segments.add(index.trajectoryOf(index.frames().get(p.frame()))
                                    .segment()))
                            .isTrue();
                }
            }
            assertThat(segments).hasSize(2000);
            assertThat((double) plants / plan.sample().size()).isCloseTo(1.0 / 15, within(0.02));
            plan.hunt()
                    .forEach(h -> assertThat(seen.add(h.frame()))
                            .as("hunting never counts")
                            .isTrue());
        }
    }

    @Test
    void atEveryMomentATenthOfWhatWasReadIsReadTwice() {
        ReviewPlan plan = ReviewPlan.of(index(500, 3), "s", ALPHA, 0.02);
        int real = 0;
        int twice = 0;
        for (Planned p : plan.sample()) {
            if (!p.plant()) {
                real++;
                twice += p.second() ? 1 : 0;
                assertThat(twice).isGreaterThanOrEqualTo(real / 10);
            }
        }
        assertThat(twice).isEqualTo(50);
    }

    @Test
    void thePlanFollowsFromTheSeedAloneAndAnotherSeedGivesAnother() {
        ReviewIndex index = index(300, 4);
        ReviewPlan plan = ReviewPlan.of(index, "one", ALPHA, 0.02);
        assertThat(ReviewPlan.of(index, "one", ALPHA, 0.02).digest()).isEqualTo(plan.digest());
        assertThat(ReviewPlan.of(index, "two", ALPHA, 0.02).digest()).isNotEqualTo(plan.digest());
        assertThat(ReviewPlan.of(index(300, 5), "one", ALPHA, 0.02).digest()).isNotEqualTo(plan.digest());
    }

    @Test
    void eachStratumIsLargeEnoughToBeBoundedOrThereIsOnlyOne() {
        for (int segments : List.of(5, 50, 400, 3000)) {
            ReviewIndex index = index(segments, 6);
            ReviewPlan plan = ReviewPlan.of(index, "s", ALPHA, 0.02);
            Map<Integer, Integer> units = new HashMap<>();
            plan.sample().stream().filter(Planned::counts).forEach(p -> units.merge(p.stratum(), 1, Integer::sum));
            long frames = 0;
            for (int i = 0; i < plan.strata(); i++) {
                frames += plan.framesOf(i);
                if (plan.strata() > 1) {
                    long needed = new dev.scrim.redaction.review.EProcess(ALPHA / plan.strata(), 1)
                            .framesMissing(dev.scrim.redaction.review.Verdicts.NONE, 0.02);
                    assertThat((long) units.getOrDefault(i, 0)).isGreaterThanOrEqualTo(needed);
                }
            }
            assertThat(frames).isEqualTo(index.frames().size());
        }
        assertThat(ReviewPlan.of(index(50, 6), "s", ALPHA, 0.02).strata()).isEqualTo(1);
        assertThat(ReviewPlan.of(index(3000, 6), "s", ALPHA, 0.02).strata()).isGreaterThan(2);
    }

    @Test
    void theDrawIsFairWithinASegment() {
        // Over many seeds each of a segment's frames is drawn about equally often.
        ReviewIndex index = index(40, 7);
        IndexedTrajectory longest = index.trajectories().stream()
                .max(java.util.Comparator.comparingInt(IndexedTrajectory::frames))
                .orElseThrow();
        Map<Integer, Integer> drawn = new HashMap<>();
        for (int seed = 0; seed < 1000; seed++) {
            ReviewPlan.of(index, "fair" + seed, ALPHA, 0.02).sample().stream()
                    .filter(Planned::counts)
                    .map(p -> index.frames().get(p.frame()))
                    .filter(f -> index.trajectoryOf(f).equals(longest))
                    .forEach(f -> drawn.merge(f.place(), 1, Integer::sum));
        }
        assertThat(drawn).hasSize(longest.frames());
        double expected = 1000.0 / longest.frames();
        drawn.values().forEach(n -> assertThat((double) n).isCloseTo(expected, within(expected * 0.35)));
    }

    private static Reading said(Queue queue, String who, Answer answer) {
        return new Reading(1, queue, "f", who, answer, List.of(), 0, 0, "u");
    }

    @Test
    void anythingThatOneReaderCallsALeakIsOneUntilAnotherDecides() {
        Judged nothing = Judged.nothing(new Planned(0, false, 0, true));
        assertThat(nothing.leaks()).isEmpty();
        Judged clean = nothing.with(said(Queue.BOUND, "ann", Answer.CLEAN));
        assertThat(clean.leaks()).contains(false);
        assertThat(clean.undecided()).isFalse();
        Judged disputed = clean.with(said(Queue.SECOND, "bea", Answer.LEAK));
        assertThat(disputed.leaks()).contains(true);
        assertThat(disputed.undecided()).isTrue();
        assertThat(disputed.isReader("bea")).isTrue();
        assertThat(disputed.with(said(Queue.ADJUDICATE, "cal", Answer.CLEAN)).leaks())
                .contains(false);
        assertThat(disputed.with(said(Queue.ADJUDICATE, "cal", Answer.UNSURE)).leaks())
                .contains(true);
        Judged both = nothing.with(said(Queue.BOUND, "ann", Answer.LEAK)).with(said(Queue.SECOND, "bea", Answer.LEAK));
        assertThat(both.undecided()).as("agreed").isFalse();
        assertThat(both.leaks()).contains(true);
        Judged over = nothing.with(said(Queue.BOUND, "ann", Answer.OVER)).with(said(Queue.SECOND, "bea", Answer.CLEAN));
        assertThat(over.leaks()).contains(false);
        assertThat(over.undecided()).isFalse();
        Judged unsure =
                nothing.with(said(Queue.BOUND, "ann", Answer.UNSURE)).with(said(Queue.SECOND, "bea", Answer.LEAK));
        assertThat(unsure.undecided()).isTrue();
        assertThat(unsure.leaks()).contains(true);
        // A planted frame is nobody's to decide, and never counts.
        Judged plant = Judged.nothing(new Planned(0, true, -1, true))
                .with(said(Queue.BOUND, "ann", Answer.LEAK))
                .with(said(Queue.SECOND, "bea", Answer.CLEAN));
        assertThat(plant.undecided()).isFalse();
    }
}
