package dev.scrim.jobs.laws;

import dev.scrim.datasets.store.StageName;
import dev.scrim.jobs.build.BuildJob;
import dev.scrim.jobs.build.BuildOptions;
import dev.scrim.jobs.report.Progress;
import dev.scrim.jobs.spec.DatasetSpec;
import dev.scrim.jobs.spec.SpecReader;
import dev.scrim.jobs.stage.Build;
import dev.scrim.jobs.stage.StageNames;
import dev.scrim.jobs.stage.StageRunner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Builds for tests: all in one JVM over one Spark context, under one keyring, so that builds in different workspaces
 * give persons and files the same opaque names and can be compared. What several tests look at is built once.
 */
final class SharedSpark {
    /** The recording that comes with Scrim; everything in it is invented. */
    static final Path DEMO = Path.of("demo").toAbsolutePath();

    private static final int CORES = 2;
    private static final Path HOME = home();

    private SharedSpark() {}

    private static Path home() {
        try {
            Path home = Files.createTempDirectory(
                    "scrim-laws", PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(home)));
            return home;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void delete(Path folder) {
        try {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes a) throws IOException {
                    Files.delete(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path dir, IOException e) throws IOException {
                    Files.delete(dir);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException left) {
            // The system clears its temporary folder.
            return;
        }
    }

    /** The keyring of all test builds. */
    static Path keyring() {
        return HOME.resolve("keyring.json");
    }

    /** A place of that name for a workspace or for input; removed when the tests end. */
    static Path place(String name) {
        return HOME.resolve(name);
    }

    /** The default spec over the demo recording. */
    static DatasetSpec demo(Path workspace) {
        return DatasetSpec.defaults(
                DEMO.resolve("recordings").toUri(), DEMO.resolve("consent.csv").toUri(), workspace.toUri());
    }

    /** The same with more lines of a spec. */
    static DatasetSpec demo(Path workspace, String more) {
        return spec(DEMO.resolve("recordings"), DEMO.resolve("consent.csv"), workspace, more);
    }

    static DatasetSpec spec(Path recordings, Path consent, Path workspace, String more) {
        return SpecReader.read(
                        text(recordings, consent, workspace, more),
                        "laws.yaml",
                        Path.of("").toAbsolutePath())
                .orThrow();
    }

    /** The spec of {@link #demo(Path, String)} as a file holds it. */
    static String demoText(Path workspace, String more) {
        return text(DEMO.resolve("recordings"), DEMO.resolve("consent.csv"), workspace, more);
    }

    private static String text(Path recordings, Path consent, Path workspace, String more) {
        return "format: scrim.dataset/1\nworkspace: '" + workspace.toUri() + "'\nsources: [{uri: '" + recordings.toUri()
                + "'}]\nconsent: {ledger: '" + consent.toUri() + "'}\n" + more;
    }

    static BuildJob.Done build(DatasetSpec spec, int partitions) {
        return build(spec, partitions, true);
    }

    static BuildJob.Done build(DatasetSpec spec, int partitions, boolean evaluation) {
        BuildOptions options = new BuildOptions(evaluation, Optional.of(keyring()), CORES, partitions);
        Progress silent = new Progress(line -> {}, false, System::nanoTime);
        return new BuildJob(spec, options, silent, Clock.systemUTC()).run();
    }

    /** The demo, built once for all tests that only look. */
    static BuildJob.Done built() {
        return Built.DONE;
    }

    static Path stage(Build build, StageName stage) {
        return Path.of(build.stagePath(stage).toUri());
    }

    /** Every file of the export but the stage's own manifest, which holds times; by path. */
    static Map<String, byte[]> shards(Path export) {
        return files(export, file -> !file.equals("manifest.json"));
    }

    static Map<String, byte[]> files(Path folder, java.util.function.Predicate<String> wanted) {
        Map<String, byte[]> out = new TreeMap<>();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                String name = folder.relativize(file).toString();
                if (wanted.test(name)) {
                    out.put(name, Files.readAllBytes(file));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out;
    }

    static Map<StageName, StageRunner.Outcome> outcomes(BuildJob.Done done) {
        Map<StageName, StageRunner.Outcome> out = new TreeMap<>();
        done.stages().forEach(s -> out.put(s.stage(), s.outcome()));
        return out;
    }

    static Path export(BuildJob.Done done) {
        return stage(done.build(), StageNames.EXPORT);
    }

    private static final class Built {
        static final BuildJob.Done DONE = build(demo(place("demo")), 2);
    }
}
