package dev.scrim.jobs.doctor;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Whether others get as far as a folder: every folder above it must let them through. A group's right is taken to be that
 * of one and the same group all the way, which errs to the side of an exposure.
 *
 * @param group whether a group does
 * @param all whether every account does
 */
record Reach(boolean group, boolean all) {
    /** Down to the folder that {@code folder} lies in. */
    static Reach above(Path folder) throws IOException {
        Reach reach = new Reach(true, true);
        for (Path at = folder.getParent(); at != null; at = at.getParent()) {
            reach = reach.into(FileFacts.of(at.toRealPath()));
        }
        return reach;
    }

    Reach into(FileFacts folder) {
        return new Reach(group && folder.groupEnters(), all && folder.allEnter());
    }
}
