package dev.scrim.jobs.stage;

import dev.scrim.datasets.store.BuildFolder;
import dev.scrim.datasets.store.StageName;
import dev.scrim.datasets.store.Workspace;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** The sealed media of a finished build, opened without Spark and without its spec. */
public final class FinishedMedia {
    /** Binds what reviewers work from to its place, as stages' names do; it is no stage, and sorts behind them. */
    private static final StageName REVIEW = new StageName("99-review");

    private final Workspace workspace;
    private final BuildFolder folder;
    private final Path keyring;
    private final Map<StageName, String> places;

    private FinishedMedia(Workspace workspace, BuildFolder folder, Path keyring, Map<StageName, String> places) {
        this.workspace = workspace;
        this.folder = folder;
        this.keyring = keyring;
        this.places = places;
    }

    /** Of the build of that id. */
    public static FinishedMedia of(Workspace workspace, String id, Path keyring) throws IOException {
        BuildFolder folder = workspace.build(id);
        return new FinishedMedia(workspace, folder, keyring, StagePlaces.read(folder));
    }

    /** The media of a stage, wherever in the workspace it lies. */
    public MediaFolder of(StageName stage) {
        BuildFolder place = workspace.build(places.getOrDefault(stage, folder.id()));
        return new MediaFolder(place.stage(stage), place.id(), stage, keyring);
    }

    /** The sealed part of what the build's reviewers work from. */
    public MediaFolder review() {
        return review(folder, keyring);
    }

    static MediaFolder review(BuildFolder folder, Path keyring) {
        return new MediaFolder(new org.apache.hadoop.fs.Path(folder.path(), "review"), folder.id(), REVIEW, keyring);
    }
}
