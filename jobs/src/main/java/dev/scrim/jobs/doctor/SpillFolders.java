package dev.scrim.jobs.doctor;

import dev.scrim.jobs.spark.Sessions;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Folders that sorts and shuffles spill to. What lies there is encrypted, under keys that die with their process. */
public final class SpillFolders {
    private SpillFolders() {}

    /**
     * Looks at those of one account.
     *
     * @param uid whose
     * @param temporary the system's folder for temporary files
     * @param configured {@code spark.local.dir}, where somebody set it: folders with commas between
     */
    static List<Exposure> look(int uid, Path temporary, Optional<String> configured) {
        List<Exposure> out = new ArrayList<>();
        for (String folder : configured.map(c -> c.split(",")).orElse(new String[0])) {
            if (open(Path.of(folder.strip()))) {
                out.add(Exposure.of(ExposureCode.SPILL_OPEN, "spark.local.dir"));
            }
        }
        try (DirectoryStream<Path> own = Files.newDirectoryStream(temporary, Sessions.SPILL + "*")) {
            for (Path folder : own) {
                if (FileFacts.of(folder).uid() != uid) {
                    continue;
                }
                if (open(folder)) {
                    out.add(Exposure.of(
                            ExposureCode.SPILL_OPEN, folder.getFileName().toString()));
                } else if (!alive(folder)) {
                    out.add(Exposure.of(
                            ExposureCode.TEMP_LEFT, folder.getFileName().toString()));
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            return out; // Gone since it was listed, or no folder for temporary files at all.
        }
        out.sort(Comparator.comparing(Exposure::place));
        return out;
    }

    /**
     * Removes what runs that were killed left of an account; the keys to it died with them.
     *
     * @param owned any file of that account
     */
    public static void sweep(Path owned) throws IOException {
        int uid = FileFacts.of(owned).uid();
        try (DirectoryStream<Path> left = Files.newDirectoryStream(temporary(), Sessions.SPILL + "*")) {
            for (Path folder : left) {
                FileFacts facts = FileFacts.of(folder);
                if (facts.uid() == uid && facts.folder() && !alive(folder)) {
                    try (Stream<Path> all = Files.walk(folder)) {
                        for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                            Files.deleteIfExists(each);
                        }
                    }
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
    }

    static Path temporary() {
        return Path.of(System.getProperty("java.io.tmpdir"));
    }

    private static boolean open(Path folder) {
        try {
            FileFacts facts = FileFacts.of(folder);
            return facts.folder() && facts.openToOthers();
        } catch (IOException e) {
            return false;
        }
    }

    /** The name says which process made it. */
    private static boolean alive(Path folder) {
        String pid = folder.getFileName()
                .toString()
                .substring(Sessions.SPILL.length())
                .replaceFirst("-.*$", "");
        return !pid.matches("\\d{1,18}")
                || ProcessHandle.of(Long.parseLong(pid)).isPresent();
    }
}
