package dev.scrim.datasets.capture;

import dev.scrim.datasets.check.UserError;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** Finds the recording folders below a root. */
public final class CaptureFolders {
    private CaptureFolders() {}

    /** As {@link #list(URI, Optional, Configuration)} with Hadoop's default settings. */
    public static List<CaptureFolder> list(URI root, Optional<Set<String>> only) throws IOException {
        return list(root, only, new Configuration());
    }

    /**
     * Every folder directly below {@code root}, in name order, with its ordinal among all of them. Each one counts as an
     * input recording, whatever is in it; names that start with a dot or an underscore are the file systems' own.
     *
     * @param only names of the folders wanted; their ordinals do not depend on the choice
     * @throws UserError where the root is not there, or a wanted folder is not in it
     */
    public static List<CaptureFolder> list(URI root, Optional<Set<String>> only, Configuration settings)
            throws IOException {
        Path path = new Path(root);
        FileSystem fileSystem = CaptureFolder.plain(path.getFileSystem(settings));
        TreeSet<String> names = new TreeSet<>();
        try {
            for (FileStatus status : fileSystem.listStatus(path)) {
                String name = status.getPath().getName();
                if (status.isDirectory() && !name.startsWith(".") && !name.startsWith("_")) {
                    names.add(name);
                }
            }
        } catch (FileNotFoundException absent) {
            throw new UserError(
                    "Cannot list recordings: " + root + " is not there",
                    "name the folder above the recordings",
                    absent);
        }
        if (only.isPresent()) {
            TreeSet<String> missing = new TreeSet<>(only.get());
            missing.removeAll(names);
            if (!missing.isEmpty()) {
                throw new UserError(
                        "Cannot find recordings in " + root + ": " + String.join(", ", missing),
                        "name folders that are directly below it");
            }
        }
        List<CaptureFolder> folders = new ArrayList<>();
        int ordinal = 0;
        for (String name : names) {
            if (only.isEmpty() || only.get().contains(name)) {
                folders.add(CaptureFolder.at(root.toString(), name, ordinal, settings));
            }
            ordinal++;
        }
        return List.copyOf(folders);
    }
}
