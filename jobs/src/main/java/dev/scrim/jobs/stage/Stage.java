package dev.scrim.jobs.stage;

import dev.scrim.datasets.store.StageName;
import dev.scrim.jobs.rows.Tagged;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One step of the way through the house: reads committed stages, writes one new one. Reading, resume, commit, digests
 * and counts of rows are the runner's; a stage only says what it makes of what it reads.
 */
public interface Stage {
    StageName name();

    /** The stages whose tables or media it reads. */
    List<StageName> reads();

    /** The tables it writes, by name, known before any data is read. */
    Map<String, Tagged> tables();

    /** Settings and versions, beyond the spec's and the code's own, that decide the content; part of the stage's digest. */
    Map<String, String> versions(Build build);

    /** One class of each module whose code decides the content beside {@code datasets} and {@code jobs} themselves. */
    default List<Class<?>> code() {
        return List.of();
    }

    /** How its work divides by recording; empty where each build has to do all of it. */
    default Optional<Division> division(Build build) {
        return Optional.empty();
    }

    /** Whether its files stand readable; only an evaluation's export does. */
    default boolean readable(Build build) {
        return false;
    }

    /**
     * Whether it goes on with what a dead run of it left, made from the same: it then finds that in its folder, and has to
     * tell for itself what of it is whole.
     */
    default boolean resumable() {
        return false;
    }

    /** Does the work. Every table of {@link #tables()} is written exactly once. */
    void run(StageRun run) throws IOException;
}
