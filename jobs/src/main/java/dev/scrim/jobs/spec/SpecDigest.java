package dev.scrim.jobs.spec;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Canonical text of a spec's settings, apart for each stage, so that a stage runs again exactly when something that it
 * or a stage before it depends on has changed. Locations are in none of them: what stands there is pinned by its content
 * (inputs, ledger head), so a moved folder is the same build.
 */
public final class SpecDigest {
    private static final Pattern INDEX = Pattern.compile("\\[\\d+]");

    private final Map<String, Object> values;
    private final Map<String, String> stageOf;

    public SpecDigest(DatasetSpec spec) {
        values = SpecFlat.of(spec);
        stageOf = new TreeMap<>();
        SpecKeys.ALL.forEach(key -> key.stage().ifPresent(stage -> stageOf.put(key.path(), stage)));
    }

    /** The stages that have settings, in order. */
    public static List<String> stages() {
        return SpecKeys.STAGES;
    }

    /**
     * What {@code stage} itself depends on, one {@code path: value} a line; what the stages before it depend on is in
     * theirs. Equal settings give equal text.
     *
     * @param stage such as {@code 05-findings}
     */
    public String settingsFor(String stage) {
        if (!SpecKeys.STAGES.contains(stage)) {
            throw new IllegalArgumentException("Cannot list settings of an unknown stage: " + stage);
        }
        StringBuilder text = new StringBuilder(DatasetSpec.FORMAT + " " + stage + "\n");
        values.forEach((path, value) -> {
            if (stage.equals(stageOf.get(INDEX.matcher(path).replaceAll("[]")))) {
                text.append(path).append(": ").append(SpecFlat.yaml(value)).append('\n');
            }
        });
        return text.toString();
    }

    /** SHA-256 of {@link #settingsFor}, lower-case hexadecimal. */
    public String digestFor(String stage) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest(settingsFor(stage).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Cannot hash: every Java has SHA-256", e);
        }
    }
}
