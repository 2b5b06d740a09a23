package dev.scrim.jobs.doctor;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/** What is looked at before every build: modes, owners, links, leftovers, and the first files of each stage. */
public final class QuickCheck {
    private final Path workspace;
    private final Path keyring;
    private final Clock clock;

    public QuickCheck(Path workspace, Path keyring, Clock clock) {
        this.workspace = workspace;
        this.keyring = keyring;
        this.clock = clock;
    }

    /** The worst first. */
    public List<Exposure> run() {
        return WorkspaceCheck.look(workspace, keyring, clock, false).exposures();
    }
}
