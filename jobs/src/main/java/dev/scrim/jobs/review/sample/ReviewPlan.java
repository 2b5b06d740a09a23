package dev.scrim.jobs.review.sample;

import dev.scrim.datasets.store.Digests;
import dev.scrim.jobs.review.index.IndexedFrame;
import dev.scrim.jobs.review.index.ReviewIndex;
import dev.scrim.redaction.review.TwoReaders;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which frames are asked about, in which order. It follows from the index and the seed alone; so that it can be told
 * whether it still does, its {@link #digest} is kept with the verdicts.
 *
 * <p>The sample has one frame of each independent session segment, drawn at random; strata take turns, and within a
 * stratum the order is random. Among them are planted frames, of which nothing says what they are: each place of the
 * sample has one before it with a chance of 1 in 14, so that about 1 in 15 is planted. They are frames that are in no
 * other queue, with something drawn into them wherever reviewers see them.
 */
public final class ReviewPlan {
    /** One frame in so many is planted: often enough to measure by, too rarely to be waited for. */
    private static final int ONE_IN = 15;
    /** A sample this small is not disturbed by a plant. */
    private static final int LEAST_FOR_PLANT = 4;
    /** The riskiest frames that are hunted in. */
    private static final int HUNTED = 500;
    /** Frames of the sample in a row of which one is read twice: {@link TwoReaders#MIN_SHARE}. */
    private static final int READ_TWICE_IN = (int) Math.round(1 / TwoReaders.MIN_SHARE);

    private final List<Planned> sample;
    private final List<Planned> hunt;
    private final StrataPlan strata;
    private final Map<Integer, Planned> plants = new HashMap<>();
    private final Map<String, Integer> places = new HashMap<>();
    private final String digest;

    private ReviewPlan(ReviewIndex index, List<Planned> sample, List<Planned> hunt, StrataPlan strata) {
        this.sample = List.copyOf(sample);
        this.hunt = List.copyOf(hunt);
        this.strata = strata;
        Digests.Fields fields = Digests.fields("scrim-review-plan/1").add(index.digest());
        for (int i = 0; i < sample.size(); i++) {
            Planned p = sample.get(i);
            String id = index.frames().get(p.frame()).id();
            fields.add(id).add(p.plant() ? 1 : 0).add(p.stratum()).add(p.second() ? 1 : 0);
            places.put(id, i);
            if (p.plant()) {
                plants.put(p.frame(), p);
            }
        }
        for (int i = 0; i < strata.size(); i++) {
            fields.add(strata.name(i)).add(strata.frames(i));
        }
        this.digest = fields.hex();
    }

    /**
     * The plan of a seed.
     *
     * @param alpha of the lot
     * @param target largest share of leaking frames that is accepted
     */
    public static ReviewPlan of(ReviewIndex index, String seed, double alpha, double target) {
        List<Integer> drawn = draw(index, seed);
        List<IndexedFrame> units =
                drawn.stream().map(i -> index.frames().get(i)).toList();
        StrataPlan strata = StrataPlan.of(index.frames(), units, alpha, target);
        List<Planned> bound = order(index, seed, drawn, strata);
        Set<Integer> taken = new HashSet<>(drawn);
        List<Integer> plants = plants(index, seed, bound.size(), taken);
        taken.addAll(plants);
        return new ReviewPlan(index, mixed(index, seed, bound, plants), hunt(index, taken), strata);
    }

    /** One frame of each segment: the one whose number is least. */
    private static List<Integer> draw(ReviewIndex index, String seed) {
        Mix mix = new Mix(seed, "draw");
        Map<Integer, Integer> best = new HashMap<>();
        Map<Integer, Long> least = new HashMap<>();
        for (int i = 0; i < index.frames().size(); i++) {
            IndexedFrame frame = index.frames().get(i);
            int segment = index.trajectoryOf(frame).segment();
            long number = mix.of(frame.id());
            if (number <= least.getOrDefault(segment, Long.MAX_VALUE)) {
                least.put(segment, number);
                best.put(segment, i);
            }
        }
        return best.values().stream().sorted().toList();
    }

    /** Strata take turns; within one the order is random, and one in ten is read twice. */
    private static List<Planned> order(ReviewIndex index, String seed, List<Integer> drawn, StrataPlan strata) {
        Mix mix = new Mix(seed, "order");
        List<Integer> random = shuffled(index, mix, drawn);
        Map<Integer, Integer> turns = new HashMap<>();
        Map<Integer, Integer> turnOf = new HashMap<>();
        for (int frame : random) {
            turnOf.put(frame, turns.merge(strata.of(index.frames().get(frame)), 1, Integer::sum));
        }
        // The sort is stable: within a turn the strata come in the random order.
        random.sort(Comparator.comparingInt(f -> turnOf.getOrDefault(f, 0)));
        Mix twice = new Mix(seed, "second");
        List<Planned> out = new ArrayList<>();
        for (int from = 0; from < random.size(); from += READ_TWICE_IN) {
            List<Integer> row = random.subList(from, Math.min(random.size(), from + READ_TWICE_IN));
            int chosen = row.stream()
                    .min(Comparator.comparingLong(
                            i -> twice.of(index.frames().get(i).id())))
                    .orElse(-1);
            for (int frame : row) {
                out.add(new Planned(frame, false, strata.of(index.frames().get(frame)), frame == chosen));
            }
        }
        return out;
    }

    private static List<Integer> plants(ReviewIndex index, String seed, int bound, Set<Integer> taken) {
        if (bound < LEAST_FOR_PLANT) {
            return List.of();
        }
        Mix mix = new Mix(seed, "plant");
        List<Integer> able = new ArrayList<>();
        for (int i = 0; i < index.frames().size(); i++) {
            if (!taken.contains(i) && index.frames().get(i).masked() > 0) {
                able.add(i);
            }
        }
        able = shuffled(index, mix, able);
        // Twice as many as are to be expected: how many there are is told by where the places fall.
        return able.subList(0, Math.min(able.size(), 2 * bound / (ONE_IN - 1) + 2));
    }

    /** By their numbers, each of which is made once: a sort asks for them again and again. */
    private static List<Integer> shuffled(ReviewIndex index, Mix mix, List<Integer> frames) {
        record Numbered(int frame, long number) {}
        return frames.stream()
                .map(i -> new Numbered(i, mix.of(index.frames().get(i).id())))
                .sorted(Comparator.comparingLong(Numbered::number))
                .map(Numbered::frame)
                .collect(Collectors.toCollection(ArrayList::new));
    }

    private static List<Planned> mixed(ReviewIndex index, String seed, List<Planned> bound, List<Integer> plants) {
        Mix mix = new Mix(seed, "place");
        List<Planned> out = new ArrayList<>();
        int used = 0;
        for (Planned real : bound) {
            boolean here = mix.fraction(index.frames().get(real.frame()).id()) < 1.0 / (ONE_IN - 1);
            if (here && used < plants.size()) {
                out.add(new Planned(plants.get(used++), true, -1, true));
            }
            out.add(real);
        }
        if (used == 0 && !plants.isEmpty()) {
            int place =
                    (int) Math.floorMod(mix.of(index.frames().get(plants.get(0)).id()), (long) bound.size());
            out.add(place, new Planned(plants.get(0), true, -1, true));
        }
        return out;
    }

    private static List<Planned> hunt(ReviewIndex index, Set<Integer> taken) {
        Comparator<Integer> riskiestFirst = Comparator.<Integer>comparingInt(
                        i -> -index.frames().get(i).risk())
                .thenComparing(i -> index.frames().get(i).id());
        // The least of those that are kept is at the head: sorting all the others would take longer than all else here.
        PriorityQueue<Integer> kept = new PriorityQueue<>(HUNTED + 1, riskiestFirst.reversed());
        for (int i = 0; i < index.frames().size(); i++) {
            if (!taken.contains(i)) {
                kept.add(i);
                if (kept.size() > HUNTED) {
                    kept.remove();
                }
            }
        }
        return kept.stream()
                .sorted(riskiestFirst)
                .map(i -> new Planned(i, false, -1, false))
                .toList();
    }

    /** The sample with its plants, in order. */
    public List<Planned> sample() {
        return sample;
    }

    /** The riskiest of the other frames, the riskiest first. */
    public List<Planned> hunt() {
        return hunt;
    }

    /** The frame's place in the sample. */
    public Optional<Planned> sampled(String frameId) {
        return Optional.ofNullable(places.get(frameId)).map(sample::get);
    }

    /** Whether something is drawn into that frame wherever reviewers see it. */
    public boolean isPlant(int frame) {
        return plants.containsKey(frame);
    }

    public int strata() {
        return strata.size();
    }

    /** Ratings, apps and categories; never recorded text. */
    public String stratum(int stratum) {
        return strata.name(stratum);
    }

    /** Frames of the build that a stratum stands for. */
    public long framesOf(int stratum) {
        return strata.frames(stratum);
    }

    /** Over all of it. */
    public String digest() {
        return digest;
    }
}
