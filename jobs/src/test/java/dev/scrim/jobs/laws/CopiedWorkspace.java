package dev.scrim.jobs.laws;

import dev.scrim.jobs.build.BuildJob;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;

/**
 * The demo's build in a workspace of its own, with the keyring in it: for tests that change what lies beside builds. No
 * accounts and no audit log, whatever other tests have made in the workspace that it is copied from.
 */
record CopiedWorkspace(Path root, Path build) {
    static CopiedWorkspace make(String name) throws IOException {
        BuildJob.Done done = SharedSpark.built();
        Path from = SharedSpark.place("demo").resolve("builds");
        Path root = SharedSpark.place(name);
        Files.createDirectory(root, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        List<Path> all;
        try (Stream<Path> walk = Files.walk(from)) {
            all = walk.toList();
        }
        for (Path each : all) {
            Files.copy(
                    each,
                    root.resolve("builds").resolve(from.relativize(each).toString()),
                    StandardCopyOption.COPY_ATTRIBUTES);
        }
        Files.copy(SharedSpark.keyring(), root.resolve("keyring.json"), StandardCopyOption.COPY_ATTRIBUTES);
        return new CopiedWorkspace(
                root, root.resolve("builds").resolve(done.build().id()));
    }

    Path keyring() {
        return root.resolve("keyring.json");
    }

    Path export() {
        return build.resolve("08-export").resolve("hf-parquet");
    }
}
