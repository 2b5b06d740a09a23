package dev.scrim.datasets.store;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a file's path says about where it belongs. The same answer while the stage is being written
 * ({@code .../builds/<build>/.tmp-<stage>-<nonce>/<table>/...}) and after its rename
 * ({@code .../builds/<build>/<stage>/<table>/...}), so it can bind encryption to a place.
 *
 * @param table first folder below the stage; empty for a file that lies directly in the stage
 * @param subject value of the one {@code subject=} folder below the stage; empty when there is none
 */
public record StageLocation(String build, StageName stage, String table, String subject) {
    static final String BUILDS = "builds";

    private static final Pattern BUILD = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,127}");
    /** The nonce has a fixed length, so that a stage name's own hyphens cannot be taken for the one before it. */
    private static final Pattern TEMPORARY = Pattern.compile("\\.tmp-(" + StageName.SHAPE + ")-[0-9a-f]{16}");

    private static final int DIGEST_DIGITS = 16;
    /** As the one before; a later run goes on with it, so it is named after what the stage is made from. */
    private static final Pattern RESUMABLE =
            Pattern.compile("\\.part-(" + StageName.SHAPE + ")-[0-9a-f]{" + DIGEST_DIGITS + "}");

    private static final Pattern COMMITTED = Pattern.compile(StageName.SHAPE);
    private static final String SUBJECT = "subject=";

    /**
     * Reads a path from its right end, so that folders above the workspace may have any name.
     *
     * @param path absolute, slash-separated, without scheme
     * @return empty when the path lies in no stage of no build
     * @throws IllegalArgumentException when more than one {@code subject=} folder is below the stage
     */
    public static Optional<StageLocation> parse(String path) {
        String[] parts = path.split("/", -1);
        for (int i = parts.length - 3; i >= 0; i--) {
            if (parts[i].equals(BUILDS) && BUILD.matcher(parts[i + 1]).matches()) {
                Optional<StageName> stage = stageOf(parts[i + 2]);
                if (stage.isPresent()) {
                    return Optional.of(below(parts, i + 3, parts[i + 1], stage.get()));
                }
            }
        }
        return Optional.empty();
    }

    private static StageLocation below(String[] parts, int first, String build, StageName stage) {
        String table = first < parts.length - 1 ? parts[first] : "";
        String subject = "";
        for (int i = first; i < parts.length - 1; i++) {
            if (parts[i].startsWith(SUBJECT)) {
                if (!subject.isEmpty()) {
                    throw new IllegalArgumentException(
                            "Cannot tell whose file this is: two subject folders below stage " + stage);
                }
                subject = parts[i].substring(SUBJECT.length());
            }
        }
        return new StageLocation(build, stage, table.startsWith(SUBJECT) ? "" : table, subject);
    }

    /** The stage that a folder of a build holds, or will hold once renamed. */
    static Optional<StageName> stageOf(String folder) {
        if (COMMITTED.matcher(folder).matches()) {
            return Optional.of(new StageName(folder));
        }
        for (Pattern unfinished : List.of(TEMPORARY, RESUMABLE)) {
            Matcher matcher = unfinished.matcher(folder);
            if (matcher.matches()) {
                return Optional.of(new StageName(matcher.group(1)));
            }
        }
        return Optional.empty();
    }

    /** Whether a folder of that name is not committed. */
    static boolean isTemporary(String folder) {
        return TEMPORARY.matcher(folder).matches() || isResumable(folder);
    }

    /** Whether a folder of that name may be gone on with when its run is dead. */
    static boolean isResumable(String folder) {
        return RESUMABLE.matcher(folder).matches();
    }

    /** @param inputsDigest of what the stage is made from, hexadecimal */
    static String resumableName(StageName stage, String inputsDigest) {
        return ".part-" + stage + "-" + inputsDigest.substring(0, DIGEST_DIGITS);
    }

    static String temporaryName(StageName stage, long nonce) {
        return ".tmp-" + stage + "-" + String.format("%016x", nonce);
    }

    static String checkedBuild(String build) {
        if (!BUILD.matcher(build).matches()) {
            throw new IllegalArgumentException(
                    "Cannot accept build id: 1 to 128 of A-Z a-z 0-9 . _ - starting with a letter or digit");
        }
        return build;
    }
}
