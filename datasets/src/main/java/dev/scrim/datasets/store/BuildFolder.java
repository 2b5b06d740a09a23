package dev.scrim.datasets.store;

import dev.scrim.datasets.check.UserError;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;

/** Reads one build. A stage exists when its folder has a manifest; anything else is not there. Thread-safe. */
public final class BuildFolder {
    private final Path folder;
    private final String id;
    private final Disk disk;
    private final Clock clock;

    BuildFolder(Path folder, String id, Disk disk, Clock clock) {
        this.folder = folder;
        this.id = id;
        this.disk = disk;
        this.clock = clock;
    }

    public String id() {
        return id;
    }

    public Path path() {
        return folder;
    }

    /** Where a stage is, or will be once committed. */
    public Path stage(StageName stage) {
        return new Path(folder, stage.value());
    }

    /**
     * Takes the build for writing, and clears what dead runs left half-written.
     *
     * @throws UserError when another run has it
     */
    public BuildRun start() {
        return BuildRun.start(this, disk, clock);
    }

    /** Committed stages, in the order of the work. */
    public List<StageName> stages() {
        return StoreIo.call("list stages", folder, () -> {
            List<StageName> stages = new ArrayList<>();
            for (Disk.Entry entry : disk.list(folder)) {
                Optional<StageName> stage = StageLocation.stageOf(entry.name());
                if (entry.folder()
                        && stage.isPresent()
                        && !StageLocation.isTemporary(entry.name())
                        && disk.exists(manifest(stage.get()))) {
                    stages.add(stage.get());
                }
            }
            return List.copyOf(stages);
        });
    }

    /**
     * The manifest of a committed stage; empty when it is not committed.
     *
     * @throws UserError when the manifest is damaged, or is not this stage's
     */
    public Optional<Manifest> committed(StageName stage) {
        Path file = manifest(stage);
        return StoreIo.call("read manifest", file, () -> {
            if (!disk.exists(file)) {
                return Optional.empty();
            }
            byte[] bytes;
            try (InputStream in = disk.open(file)) {
                bytes = in.readAllBytes();
            }
            Manifest manifest = ManifestJson.read(bytes, file.toString());
            if (!manifest.build().equals(id) || !manifest.stage().equals(stage)) {
                throw new UserError(
                        "Cannot use manifest " + file + ": it belongs to another build or stage",
                        "discard the stage and build it again");
            }
            return Optional.of(manifest);
        });
    }

    /** Whether a stage is committed and was made from exactly these inputs ({@link StageInputs#digest()}). */
    public boolean matches(StageName stage, String inputsDigest) {
        return committed(stage)
                .filter(m -> m.facts().inputsDigest().equals(inputsDigest))
                .isPresent();
    }

    /**
     * Reads every file of a committed stage again and compares it with the manifest.
     *
     * @return the differences by path; empty when the stage is whole
     * @throws UserError when the stage is not committed, or its manifest is damaged
     */
    public List<FileFault> verify(StageName stage) {
        Manifest manifest = committed(stage)
                .orElseThrow(() -> new UserError(
                        "Cannot verify stage " + stage + " of build " + id + ": it is not committed",
                        "run the build to its end first"));
        Path root = stage(stage);
        return StoreIo.call("verify stage", root, () -> {
            Map<String, Long> present = new TreeMap<>(new StageFiles(disk, root).lengths());
            present.remove(Manifest.FILE);
            List<FileFault> faults = new ArrayList<>();
            for (StoredFile file : manifest.files()) {
                fault(root, file, present.remove(file.path())).ifPresent(faults::add);
            }
            present.keySet().forEach(path -> faults.add(new FileFault(path, FileFault.Kind.UNEXPECTED)));
            return List.copyOf(faults);
        });
    }

    /**
     * Files of a committed stage that can be read without a key, apart from its manifest. Looks at first bytes only.
     *
     * @return paths below the stage's folder, sorted
     */
    public List<String> unencrypted(StageName stage) {
        Path root = stage(stage);
        StageFiles files = new StageFiles(disk, root);
        return StoreIo.call("look at stage", root, () -> {
            List<String> found = new ArrayList<>();
            for (String path : files.lengths().keySet()) {
                if (!path.equals(Manifest.FILE) && !files.isEncrypted(new Path(root, path))) {
                    found.add(path);
                }
            }
            return List.copyOf(found);
        });
    }

    private Optional<FileFault> fault(Path root, StoredFile file, @Nullable Long bytes) {
        if (bytes == null) {
            return Optional.of(new FileFault(file.path(), FileFault.Kind.MISSING));
        }
        if (bytes != file.bytes()) {
            return Optional.of(new FileFault(file.path(), FileFault.Kind.CHANGED));
        }
        try (InputStream in = disk.open(new Path(root, file.path()))) {
            return Digests.sha256(in).equals(file.sha256())
                    ? Optional.empty()
                    : Optional.of(new FileFault(file.path(), FileFault.Kind.CHANGED));
        } catch (IOException e) {
            return Optional.of(new FileFault(file.path(), FileFault.Kind.UNREADABLE));
        }
    }

    private Path manifest(StageName stage) {
        return new Path(stage(stage), Manifest.FILE);
    }
}
