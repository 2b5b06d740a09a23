package dev.scrim.jobs.report;

import dev.scrim.redaction.review.LeakBound;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What 07 can say of leaks that nobody saw: how often they are, at most, and how redaction did where the truth is known.
 *
 * @param leaks of the frames taken at random, one of each trajectory, those that leaked before repair
 * @param framesLeaking frames that leaked before repair, of all
 * @param framesWithheld of those, the ones that no mask could close
 * @param framesTwoEngines frames that a second engine read whole
 * @param masks masks that were proven to carry nothing
 * @param canaries planted secrets by group, groups without any left out
 * @param safe harmless texts on canaries
 * @param safeCovered of those, the ones that redaction or repair covered
 */
public record Proof(
        LeakBound leaks,
        long framesLeaking,
        long framesWithheld,
        long framesTwoEngines,
        long masks,
        List<Canary> canaries,
        long safe,
        long safeCovered) {
    private static final int GROUPS_A_LINE = 3;

    public Proof {
        canaries = List.copyOf(canaries);
    }

    /**
     * One group of planted secrets.
     *
     * @param redacted covered by redaction alone
     * @param closed covered after the second look as well
     */
    public record Canary(String group, long planted, long redacted, long closed) {}

    /** What is known of the leak rate, as sentences without a full stop. */
    List<String> sentences() {
        List<String> out = new ArrayList<>();
        out.add(Numbers.count(framesLeaking, "frame", "frames") + " leaked before repair, 0 after it, "
                + Numbers.count(framesWithheld) + " withheld; two engines read " + Numbers.count(framesTwoEngines));
        if (leaks.units() > 0) {
            out.add("Leak rate: " + leaks.leaks() + " of " + leaks.units() + " random frames, at most "
                    + percent(leaks.upper()) + " (95 %); after repair "
                    + percent(new LeakBound(0, leaks.units()).upper()));
        }
        return out;
    }

    /** What became of the canaries, a few groups a line; empty when none flew. */
    List<String> canaryLines() {
        List<String> lines = new ArrayList<>();
        for (int from = 0; from < canaries.size(); from += GROUPS_A_LINE) {
            lines.add(canaries.subList(from, Math.min(canaries.size(), from + GROUPS_A_LINE)).stream()
                    .map(c -> c.group() + " " + c.closed() + " of " + c.planted())
                    .collect(Collectors.joining(", ")));
        }
        return lines;
    }

    static String percent(double share) {
        return String.format(Locale.ROOT, share < 0.1 ? "%.2f %%" : "%.0f %%", share * 100);
    }
}
