package dev.scrim.jobs.laws;

import dev.scrim.jobs.audit.AuditLog;
import dev.scrim.jobs.build.BuildJob;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;

/**
 * The demo's build in a workspace of its own, with the keyring in it: for tests that change what lies beside builds. No
 * accounts, and of the audit log the build alone, whatever other tests have made in the workspace that it is copied from.
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
        AuditLog log = new AuditLog(root, Clock.systemUTC());
        String id = done.build().id();
        new AuditLog(SharedSpark.place("demo"), Clock.systemUTC())
                .entries().stream()
                        .filter(e ->
                                e.what().equals("build.finished") && e.build().equals(id))
                        .forEach(e -> log.append(e.who(), e.what(), e.build(), e.object(), e.reason()));
        return new CopiedWorkspace(root, root.resolve("builds").resolve(id));
    }

    Path keyring() {
        return root.resolve("keyring.json");
    }

    Path export() {
        return build.resolve("08-export").resolve("hf-parquet");
    }
}
