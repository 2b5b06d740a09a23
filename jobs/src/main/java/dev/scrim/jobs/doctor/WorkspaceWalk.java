package dev.scrim.jobs.doctor;

import dev.scrim.jobs.stage.BuildOwner;
import dev.scrim.jobs.stage.StageNames;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Goes through one workspace. Whole, it looks at every file; quick, at the workspace, its builds and their stages, and at
 * the first files of each stage: what a build can look at each time it starts. Follows no link.
 */
final class WorkspaceWalk {
    /** A run that lives writes to what it makes; what nobody wrote to for so long was left. */
    private static final Duration LEFT_AFTER = Duration.ofHours(1);
    /** Builds that are looked at when quick, the newest first: 64 builds of 8 stages are about 60 ms. */
    private static final int QUICK_BUILDS = 64;
    /** First files of a stage that are looked at when quick. */
    private static final int QUICK_FILES = 4;

    private static final Pattern BUILD_RECORD =
            Pattern.compile("[\\w.-]+\\.(json|jsonl|html|md|lock|sig|yaml)|\\.lock");
    private static final Pattern KEY_FILE =
            Pattern.compile(".*keyring.*\\.json|accounts\\.json|.*\\.(key|pem|p12|jks)|.*signer.*");
    private static final Pattern TEMPORARY = Pattern.compile("\\.tmp-.*|\\..*\\.tmp-[0-9a-f]+|.*\\.part|_temporary");
    private static final String VIEW = "-unredacted";
    /** Reviewers' verdicts, see {@code dev.scrim.jobs.review.store}. */
    private static final String VERDICTS = "review.mv.db";

    private final Path root;
    private final Path keyring;
    private final Instant now;
    private final boolean whole;
    private final Consumer<Exposure> found;
    private int owner;
    private long looked;

    WorkspaceWalk(Path root, Path keyring, Clock clock, boolean whole, Consumer<Exposure> found) {
        this.root = root.toAbsolutePath().normalize();
        this.keyring = keyring.toAbsolutePath().normalize();
        this.now = clock.instant();
        this.whole = whole;
        this.found = found;
    }

    /** Files that were opened. */
    long looked() {
        return looked;
    }

    void run() throws IOException {
        FileFacts facts = FileFacts.of(root);
        owner = facts.uid();
        if (facts.openToOthers()) {
            say(ExposureCode.WORKSPACE_OPEN, root);
        }
        if (!keyring.startsWith(root)
                && Files.exists(keyring)
                && FileFacts.of(keyring).openToOthers()) {
            found.accept(Exposure.of(ExposureCode.KEY_OPEN, "keyring.json"));
        }
        for (Path entry : list(root)) {
            Optional<FileFacts> child = common(entry);
            if (child.isEmpty()) {
                continue;
            }
            if (child.get().folder()) {
                topFolder(entry);
            } else if (name(entry).equals(VERDICTS)) {
                sealed(entry);
            } else if (!temporary(entry, child.get())) {
                record(entry);
            }
        }
    }

    private void topFolder(Path folder) throws IOException {
        switch (name(folder)) {
            case "builds" -> builds(folder);
            case "readings" -> below(folder, this::reading);
            case "explain" -> below(folder, this::view);
            default -> below(folder, this::record);
        }
    }

    private void builds(Path folder) throws IOException {
        List<Path> builds = new ArrayList<>();
        for (Path entry : list(folder)) {
            Optional<FileFacts> facts = common(entry);
            if (facts.filter(FileFacts::folder).isPresent()) {
                builds.add(entry);
            } else if (facts.isPresent()) {
                say(ExposureCode.FILE_UNKNOWN, entry);
            }
        }
        if (!whole && builds.size() > QUICK_BUILDS) {
            builds.sort(Comparator.comparing(WorkspaceWalk::changed).reversed());
            builds.subList(QUICK_BUILDS, builds.size()).clear();
        }
        for (Path build : builds) {
            build(build);
        }
    }

    private void build(Path build) throws IOException {
        boolean holds = false;
        for (Path entry : list(build)) {
            Optional<FileFacts> facts = common(entry);
            if (facts.isEmpty() || temporary(entry, facts.get())) {
                continue;
            }
            if (!facts.get().folder()) {
                record(entry);
            } else if (isStage(entry)) {
                holds = true;
                stage(build, entry);
            } else {
                below(entry, this::record);
            }
        }
        if (holds
                && BuildOwner.read(new org.apache.hadoop.fs.Path(build.toUri()))
                        .filter(o -> o.build().equals(name(build)))
                        .isEmpty()) {
            say(ExposureCode.OWNERLESS, build);
        }
    }

    private static boolean isStage(Path folder) {
        return StageNames.ORDER.stream().anyMatch(s -> s.value().equals(name(folder)));
    }

    private void stage(Path build, Path stage) throws IOException {
        Path manifest = stage.resolve("manifest.json");
        boolean named =
                whole ? StageDeclaration.read(stage).isOf(name(build), name(stage)) : Files.isRegularFile(manifest);
        if (!named) {
            say(ExposureCode.OWNERLESS, stage);
        }
        Set<Path> declared = whole || name(stage).equals(StageNames.EXPORT.value())
                ? StageDeclaration.read(stage).readableExports(name(build))
                : Set.of();
        declared.stream().sorted().forEach(export -> say(ExposureCode.EVALUATION_READABLE, export));
        int[] left = {whole ? Integer.MAX_VALUE : QUICK_FILES};
        below(stage, left, file -> {
            if (!file.equals(manifest) && declared.stream().noneMatch(file::startsWith)) {
                sealed(file);
            }
        });
    }

    private void sealed(Path file) throws IOException {
        FileKind kind = kind(file);
        if (!kind.sealed()) {
            say(
                    kind.readableTable() && kind != FileKind.TEXT ? ExposureCode.TABLE_PLAIN : ExposureCode.FILE_PLAIN,
                    file);
        }
    }

    private void reading(Path file) throws IOException {
        if (name(file).endsWith(".lines")) {
            sealed(file);
        } else {
            record(file);
        }
    }

    private void view(Path file) {
        if (name(file).contains(VIEW)) {
            say(ExposureCode.VIEW_LEFT, file);
        }
    }

    /** What stands readable on purpose: counts, digests, who did what. */
    private void record(Path file) throws IOException {
        FileKind kind = whole ? kind(file) : FileKind.EMPTY;
        if (kind.readableTable() && kind != FileKind.TEXT && kind != FileKind.COMPRESSED) {
            say(ExposureCode.TABLE_PLAIN, file);
        } else if (!BUILD_RECORD.matcher(name(file)).matches()
                && !name(file).equals("consent.state")
                && !kind.sealed()) {
            say(ExposureCode.FILE_UNKNOWN, file);
        }
    }

    private interface Look {
        void at(Path file) throws IOException;
    }

    private void below(Path folder, Look look) throws IOException {
        below(folder, new int[] {whole ? Integer.MAX_VALUE : 0}, look);
    }

    /** Every file below a folder, up to so many. */
    private void below(Path folder, int[] left, Look look) throws IOException {
        if (left[0] <= 0) {
            return;
        }
        for (Path entry : list(folder)) {
            if (left[0] <= 0) {
                return;
            }
            Optional<FileFacts> facts = common(entry);
            if (facts.isEmpty() || temporary(entry, facts.get())) {
                continue;
            }
            if (facts.get().folder()) {
                below(entry, left, look);
            } else {
                left[0]--;
                look.at(entry);
            }
        }
    }

    /** What must hold of every place; empty where there is no more to look at. */
    private Optional<FileFacts> common(Path place) {
        FileFacts facts;
        try {
            facts = FileFacts.of(place);
        } catch (IOException e) {
            // Gone since it was listed, or not to be looked at.
            if (Files.exists(place)) {
                say(ExposureCode.UNREADABLE, place);
            }
            return Optional.empty();
        }
        if (facts.uid() != owner) {
            say(ExposureCode.FOREIGN_OWNER, place);
        }
        if (facts.link()) {
            link(place);
            return Optional.empty();
        }
        if (facts.openToOthers()) {
            say(KEY_FILE.matcher(name(place)).matches() ? ExposureCode.KEY_OPEN : ExposureCode.MODE_OPEN, place);
        }
        return Optional.of(facts);
    }

    private void link(Path link) {
        try {
            if (!link.toRealPath().startsWith(root.toRealPath())) {
                say(ExposureCode.LINK_LEAVES, link);
            }
        } catch (IOException e) {
            say(ExposureCode.LINK_BROKEN, link);
        }
    }

    /** Whether it is of a run, living or dead; a living one's is its own affair. */
    private boolean temporary(Path place, FileFacts facts) {
        if (!TEMPORARY.matcher(name(place)).matches()) {
            return false;
        }
        if (facts.changed().isBefore(now.minus(LEFT_AFTER)) && !writtenLately(place, facts)) {
            say(ExposureCode.TEMP_LEFT, place);
        }
        return true;
    }

    private boolean writtenLately(Path place, FileFacts facts) {
        if (!facts.folder()) {
            return false;
        }
        try {
            for (Path entry : list(place)) {
                FileFacts child = FileFacts.of(entry);
                if (!child.changed().isBefore(now.minus(LEFT_AFTER)) || writtenLately(entry, child)) {
                    return true;
                }
            }
            return false;
        } catch (IOException e) {
            return true; // Something moves there.
        }
    }

    private FileKind kind(Path file) throws IOException {
        looked++;
        try {
            return FileKind.of(file);
        } catch (java.nio.file.NoSuchFileException e) {
            return FileKind.SEALED; // Gone since it was listed.
        } catch (java.nio.file.AccessDeniedException e) {
            say(ExposureCode.UNREADABLE, file);
            return FileKind.SEALED;
        }
    }

    private void say(ExposureCode code, Path place) {
        String below = root.relativize(place).toString();
        found.accept(Exposure.of(code, below.isEmpty() ? "." : below));
    }

    private static Instant changed(Path folder) {
        try {
            return FileFacts.of(folder).changed();
        } catch (IOException e) {
            return Instant.EPOCH;
        }
    }

    /** By name, so that two looks at the same find the same in the same order. */
    private static List<Path> list(Path folder) throws IOException {
        List<Path> entries = new ArrayList<>();
        try (DirectoryStream<Path> in = Files.newDirectoryStream(folder)) {
            in.forEach(entries::add);
        } catch (java.nio.file.NoSuchFileException e) {
            return List.of();
        }
        entries.sort(Comparator.naturalOrder());
        return entries;
    }

    private static String name(Path place) {
        return String.valueOf(place.getFileName());
    }
}
