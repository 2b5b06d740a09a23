package dev.scrim.jobs.release;

import dev.scrim.datasets.model.Category;
import dev.scrim.datasets.model.Sensitivity;
import dev.scrim.datasets.release.BuildRecord;
import dev.scrim.datasets.release.ReviewResult;
import dev.scrim.datasets.shards.DatasetCard;
import dev.scrim.datasets.store.Manifest;
import dev.scrim.datasets.store.StageName;
import dev.scrim.jobs.canary.CanaryGroup;
import dev.scrim.jobs.stage.StageNames;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A privacy review: the officer's words, and between them what was measured, taken from the manifests. A pure function,
 * so that a page whose figures were edited is not the one that is signed.
 */
final class PrivacyReviewPage {
    private static final double PPM = 1e6;

    private final BuildRecord record;
    private final Map<StageName, Manifest> manifests;
    private final PrivacyReviewText text;
    private final Optional<ReviewResult> judged;
    private final StringBuilder md = new StringBuilder();

    private PrivacyReviewPage(
            BuildRecord record,
            Map<StageName, Manifest> manifests,
            PrivacyReviewText text,
            Optional<ReviewResult> judged) {
        this.record = record;
        this.manifests = manifests;
        this.text = text;
        this.judged = judged.filter(r -> r.record().equals(record.digest()));
    }

    /**
     * The page as Markdown.
     *
     * @param judged what reviewers found, if they have judged this build
     */
    static String markdown(
            BuildRecord record,
            Map<StageName, Manifest> manifests,
            PrivacyReviewText text,
            Optional<ReviewResult> judged) {
        return new PrivacyReviewPage(record, manifests, text, judged).write();
    }

    private String write() {
        md.append("# Privacy review of dataset ").append(record.name()).append("\n\n");
        md.append("Build `")
                .append(record.build())
                .append("`, record `")
                .append(record.digest())
                .append("`.\n\n");
        part("Need", PrivacyReviewText.Part.NEED);
        scope();
        part("Lawful basis", PrivacyReviewText.Part.LAWFUL_BASIS);
        row("consent purpose", record.purpose());
        row("head of the consent ledger", "`" + record.ledgerHead() + "`");
        row("recordings without a grant, left out", number(StageNames.TIMELINE, "recordings.quarantined"));
        row("events outside what was agreed to, cut", number(StageNames.TIMELINE, "timeline.cut"));
        md.append('\n');
        part("Risks and measures", PrivacyReviewText.Part.RISKS);
        measures();
        part("Residual risk", PrivacyReviewText.Part.RESIDUAL_RISK);
        residual();
        part("Advice", PrivacyReviewText.Part.ADVICE);
        md.append("## Sign-off\n\nSigned by a privacy officer and a data owner, neither of whom built it, with Ed25519"
                + " over the build's record and this page: see the two signature files beside it.\n\n");
        part("Next review", PrivacyReviewText.Part.NEXT_REVIEW);
        return md.toString();
    }

    private void scope() {
        md.append("## Scope\n\n");
        row("recordings read", number(StageNames.CAPTURE, "recordings.in"));
        row("recordings refused as unsound", number(StageNames.CAPTURE, "recordings.quarantined"));
        row("recordings used", number(StageNames.TIMELINE, "recordings.out"));
        row("trajectories exported", number(StageNames.VERIFIED, "trajectories.out"));
        row("frames redacted", number(StageNames.REDACTED, "redacted.frame"));
        row("forms of export", String.join(", ", record.formats()));
        md.append("\n| rating before redaction | given for | steps |\n|---:|---|---:|\n");
        for (Sensitivity s : Sensitivity.values()) {
            md.append("| ").append(s.level()).append(" | ").append(s.meaning()).append(" | ");
            md.append(number(StageNames.REDACTED, DatasetCard.ratedSteps(s))).append(" |\n");
        }
        md.append('\n');
    }

    private void measures() {
        md.append("| what could be read | found | what is done | masks |\n|---|---:|---|---:|\n");
        for (Category c : Category.values()) {
            md.append("| ").append(c.label()).append(" | ");
            md.append(number(StageNames.FINDINGS, "findings." + c.label() + ".distinct"))
                    .append(" | ");
            md.append(record.treatments().getOrDefault(c.label(), "")).append(" | ");
            md.append(number(StageNames.REDACTED, "masks." + c.label())).append(" |\n");
        }
        md.append("\n| canaries planted | of | covered by redaction |\n|---|---:|---:|\n");
        for (CanaryGroup group : CanaryGroup.values()) {
            String name = "canary." + group.label();
            md.append("| ").append(group.label()).append(" | ").append(number(StageNames.VERIFIED, name + ".planted"));
            md.append(" | ")
                    .append(number(StageNames.VERIFIED, name + ".redacted"))
                    .append(" |\n");
        }
        md.append('\n');
    }

    private void residual() {
        row("frames looked at a second time", number(StageNames.VERIFIED, "frames.read"));
        row("frames that leaked before repair", number(StageNames.VERIFIED, "frames.leaking"));
        row("frames withheld", number(StageNames.VERIFIED, "frames.withheld"));
        row("trajectories withheld", number(StageNames.VERIFIED, "trajectories.quarantined"));
        row("random frames, one of each session segment", number(StageNames.VERIFIED, "leak.units"));
        row("of them leaking before repair", number(StageNames.VERIFIED, "leak.units.leaking"));
        row("leak rate before repair, upper 95 % bound", share("leak.bound95.ppm"));
        row("leak rate after repair, upper 95 % bound", share("leak.bound95.after.ppm"));
        row("the most that is accepted", percent(record.policy().maxLeakRate()));
        row("judged by people", record.policy().reviewRequired() ? "required" : "not required");
        if (judged.isPresent()) {
            row("random frames that people judged", Long.toString(judged.get().frames()));
            row("of them leaking", Long.toString(judged.get().leaks()));
            row(
                    "leak rate by people's verdicts, upper 95 % bound",
                    percent(judged.get().bound()));
            row("reviewers", String.join(", ", judged.get().reviewers()));
        }
        md.append('\n');
    }

    private void part(String heading, PrivacyReviewText.Part part) {
        md.append("## ").append(heading).append("\n\n").append(text.text(part)).append("\n\n");
    }

    private void row(String what, String value) {
        md.append("- ").append(what).append(": ").append(value).append('\n');
    }

    private String number(StageName stage, String count) {
        return Long.toString(
                Objects.requireNonNull(manifests.get(stage), stage.value()).count(count));
    }

    private String share(String ppm) {
        return percent(
                Objects.requireNonNull(manifests.get(StageNames.VERIFIED)).count(ppm) / PPM);
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.3f %%", 100 * share);
    }

    /** The same as a page that stands alone. What people wrote is text in it, never markup. */
    static String html(String markdown) {
        StringBuilder out = new StringBuilder("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
                + "<title>Privacy review</title><style>body{font:16px/1.5 system-ui,sans-serif;max-width:46em;"
                + "margin:2em auto;padding:0 1em}table{border-collapse:collapse}td{border:1px solid #999;"
                + "padding:.2em .6em}</style></head><body>\n");
        boolean table = false;
        for (String line : markdown.lines().toList()) {
            boolean row = line.startsWith("|");
            if (table && !row) {
                out.append("</table>\n");
            } else if (!table && row) {
                out.append("<table>\n");
            }
            table = row;
            if (row) {
                if (!line.matches("[|:-]+")) {
                    out.append("<tr>");
                    for (String cell : line.substring(1, line.length() - 1).split("\\|", -1)) {
                        out.append("<td>").append(escape(cell.strip())).append("</td>");
                    }
                    out.append("</tr>\n");
                }
            } else if (line.startsWith("## ")) {
                out.append("<h2>").append(escape(line.substring(3))).append("</h2>\n");
            } else if (line.startsWith("# ")) {
                out.append("<h1>").append(escape(line.substring(2))).append("</h1>\n");
            } else if (!line.isBlank()) {
                out.append("<p>").append(escape(line)).append("</p>\n");
            }
        }
        return out.append(table ? "</table>\n" : "").append("</body></html>\n").toString();
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
