package dev.scrim.jobs.review.sample;

import dev.scrim.jobs.review.store.Queue;
import dev.scrim.jobs.review.store.Reading;
import java.util.Optional;

/**
 * What was said so far of one frame. Fail closed: what any reader called a leak, or could not tell, is one until somebody
 * else decides.
 */
public record Judged(Planned planned, Optional<Reading> first, Optional<Reading> second, Optional<Reading> decided) {
    /** Nothing was said yet. */
    public static Judged nothing(Planned planned) {
        return new Judged(planned, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** With one more reading; of two in one queue the later stands. */
    public Judged with(Reading r) {
        return switch (r.queue()) {
            case BOUND, HUNT -> new Judged(planned, Optional.of(r), second, decided);
            case SECOND -> new Judged(planned, first, Optional.of(r), decided);
            case ADJUDICATE -> new Judged(planned, first, second, Optional.of(r));
        };
    }

    /** Whether it leaks, as far as is known; empty before anybody has read it. */
    public Optional<Boolean> leaks() {
        if (decided.isPresent()) {
            return decided.map(d -> d.answer().leaks());
        }
        return first.map(f ->
                f.answer().leaks() || second.filter(s -> s.answer().leaks()).isPresent());
    }

    /** Whether two people read it and only one of them saw a leak. */
    public boolean disputed() {
        return first.isPresent()
                && second.isPresent()
                && first.get().answer().leaks() != second.get().answer().leaks();
    }

    /**
     * Whether somebody has to decide: the readers do not agree, one could not tell, or one alone saw a leak. Planted
     * frames are nobody's to decide.
     */
    public boolean undecided() {
        if (planned.plant() || decided.isPresent() || first.isEmpty() || (planned.second() && second.isEmpty())) {
            return false;
        }
        boolean unsure = first.get().answer() == dev.scrim.jobs.review.store.Answer.UNSURE
                || second.filter(s -> s.answer() == dev.scrim.jobs.review.store.Answer.UNSURE)
                        .isPresent();
        boolean alone = second.isEmpty() && first.get().answer().leaks();
        return unsure || alone || disputed();
    }

    /** Whether somebody has read it. */
    public boolean isReader(String name) {
        return first.filter(r -> r.reader().equals(name)).isPresent()
                || second.filter(r -> r.reader().equals(name)).isPresent()
                || decided.filter(r -> r.reader().equals(name)).isPresent();
    }

    /** What was said of it in that queue. */
    public Optional<Reading> in(Queue queue) {
        return switch (queue) {
            case BOUND, HUNT -> first;
            case SECOND -> second;
            case ADJUDICATE -> decided;
        };
    }
}
