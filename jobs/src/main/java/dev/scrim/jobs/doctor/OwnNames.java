package dev.scrim.jobs.doctor;

import dev.scrim.jobs.stage.StageNames;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Names that Scrim gives to files and folders hold nothing of anybody. Others may carry a person's name, so a report says
 * which of them it means by a number, the same for the same place all through the report.
 */
public final class OwnNames {
    private static final Set<String> KNOWN = Set.of(
            "builds",
            "readings",
            "explain",
            "review",
            "review.mv.db",
            "index.json",
            "frames",
            "erasures",
            "media",
            "events",
            "recordings",
            "timeline",
            "actions",
            "findings",
            "local",
            "redacted",
            "verified",
            "data",
            "images",
            "parts",
            "manifest.json",
            "export-manifest.json",
            "privacy_manifest.json",
            "README.md",
            "report.html",
            "stages.json",
            "owner.json",
            "keyring.json",
            "keyring.json.lock",
            "accounts.json",
            "audit.jsonl",
            "consent.jsonl",
            "consent-ledgers.json",
            "consent.state",
            "halt.json",
            "hf-parquet",
            "webdataset",
            "mds",
            "arrow",
            "lerobot",
            "plain",
            ".lock",
            ".");

    private static final List<Pattern> SHAPES = List.of(
            Pattern.compile("[0-9a-f]{16,64}"),
            Pattern.compile("\\.tmp-[0-9]{2}-[a-z]+-[0-9a-f]{16}"),
            Pattern.compile("subject=(s[0-9a-f]{32}|_build)"),
            Pattern.compile("kind=[a-z_]{1,20}"),
            Pattern.compile("part-[0-9]{5}-[0-9a-f-]{36}(\\.c[0-9]{3})?(\\.[a-z0-9]+)*"),
            Pattern.compile("[0-9a-f-]{36}\\.lines"),
            Pattern.compile("consent-[0-9a-f]{16}\\.anchors\\.jsonl"),
            Pattern.compile("chat-(llama-factory|ms-swift|trl|opencua)"),
            Pattern.compile("[0-9a-f]{32}\\.plan|erasure-certificate-[0-9a-f]{32}\\.json"),
            Pattern.compile("scrim-spill-[0-9]+-[0-9]+"));

    private final boolean showAll;
    private final Map<String, Integer> numbers = new HashMap<>();

    /** @param showAll whether a report may say every name */
    public OwnNames(boolean showAll) {
        this.showAll = showAll;
    }

    /** What a report may say of a place: its own names up to the first that is not Scrim's, then a number. */
    public String said(String place) {
        if (showAll || place.isEmpty()) {
            return place;
        }
        List<String> parts = List.of(place.split("/", -1));
        long own = parts.stream().takeWhile(OwnNames::isOwn).count();
        if (own == parts.size()) {
            return place;
        }
        String shown = parts.stream().limit(own).collect(Collectors.joining("/"));
        int number = numbers.computeIfAbsent(place, p -> numbers.size() + 1);
        return (shown.isEmpty() ? "" : shown + "/") + "[" + number + "]";
    }

    private static boolean isOwn(String name) {
        return KNOWN.contains(name)
                || StageNames.ORDER.stream().anyMatch(s -> s.value().equals(name))
                || SHAPES.stream().anyMatch(s -> s.matcher(name).matches());
    }
}
