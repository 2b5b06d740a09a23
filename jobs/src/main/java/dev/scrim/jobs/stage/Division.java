package dev.scrim.jobs.stage;

import dev.scrim.datasets.model.SubjectId;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * How a stage's work divides by recording. Where it does, what another build of the workspace made of a recording is
 * taken from there when nothing that decided it has changed.
 *
 * @param versions as {@link Stage#versions}, without what only says something of other recordings
 * @param person what beside the recordings decides the result for a person, such as their entries in the consent ledger
 * @param together whether each recording's result depends on all recordings of its person
 * @param frames kinds of rows that say where sealed pictures lie; the pictures go with their rows
 */
public record Division(
        SortedMap<String, String> versions, Function<SubjectId, String> person, boolean together, List<String> frames) {
    public Division {
        versions = new TreeMap<>(versions);
        frames = List.copyOf(frames);
    }

    /** A result that the recording alone decides, with the stage's versions. */
    public static Division byRecording(Stage stage, Build build, String... frames) {
        return new Division(new TreeMap<>(stage.versions(build)), person -> "", false, List.of(frames));
    }

    /** A result that all recordings of the person decide. */
    public static Division byPerson(Stage stage, Build build) {
        return new Division(new TreeMap<>(stage.versions(build)), person -> "", true, List.of());
    }
}
