package dev.scrim.jobs.explain;

import dev.scrim.datasets.media.FrameCodec;
import dev.scrim.datasets.media.Png;
import dev.scrim.datasets.model.Action;
import dev.scrim.datasets.model.Box;
import dev.scrim.datasets.model.Category;
import dev.scrim.datasets.model.Finding;
import dev.scrim.datasets.model.FrameRef;
import dev.scrim.datasets.model.Mask;
import dev.scrim.datasets.model.Pixels;
import dev.scrim.datasets.model.Step;
import dev.scrim.datasets.model.TextRef;
import dev.scrim.datasets.split.OpaqueKeys;
import dev.scrim.datasets.store.StageName;
import dev.scrim.jobs.rows.FrameBlob;
import dev.scrim.jobs.rows.Outcome;
import dev.scrim.jobs.stage.FrameStore;
import dev.scrim.jobs.stage.StageNames;
import dev.scrim.jobs.verified.VerifiedStage;
import dev.scrim.redaction.mask.TextRewriter;
import dev.scrim.redaction.verify.Leak;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Puts together what a build says about one step. */
final class StepExplainer {
    /** What the package of propagation puts before its rules' names. */
    private static final String PROPAGATED = "propagate.";

    private final StepSource source;
    private final OpaqueKeys names;
    private final String build;
    private final boolean glassBroken;

    /** @param glassBroken whether frames and texts from before redaction may be opened */
    StepExplainer(StepSource source, OpaqueKeys names, String build, boolean glassBroken) {
        this.source = source;
        this.names = names;
        this.build = build;
        this.glassBroken = glassBroken;
    }

    Explanation explain(StepSource.Listed listed) throws IOException {
        StepName step = listed.name();
        Step recorded = source.recorded(step);
        Map<String, String> origins = source.origins(step);
        Outcome verdict = source.verdict(step);
        List<Explanation.Frame> frames = new ArrayList<>();
        Optional<FrameRef> observation = recorded.observation();
        if (observation.isPresent()) {
            frames.add(frame(step, "observation", observation.get().tUs(), origins));
        }
        Optional<FrameRef> after = recorded.after();
        if (after.isPresent()) {
            frames.add(frame(step, "after", after.get().tUs(), origins));
        }
        return new Explanation(
                build,
                step.sampleId(names),
                names.trajectory(step.trajectory()),
                step.place(),
                step.ordinal(),
                listed.action().replace('_', ' '),
                listed.sensitivity(),
                verdict.passed() ? "passed the second look" : "withheld whole: " + verdict.reason(),
                frames,
                texts(step, recorded, origins));
    }

    private Explanation.Frame frame(StepName step, String role, long tUs, Map<String, String> origins)
            throws IOException {
        Optional<FrameBlob> repaired = source.verified(step, VerifiedStage.FRAME, tUs);
        Optional<FrameBlob> redacted = source.redacted(step, tUs);
        Optional<Pixels> after = repaired.isPresent()
                ? Optional.of(Png.decode(read(step, StageNames.VERIFIED, repaired.get())))
                : redacted.isPresent()
                        ? Optional.of(Png.decode(read(step, StageNames.REDACTED, redacted.get())))
                        : Optional.empty();
        Optional<Pixels> before = Optional.empty();
        if (glassBroken) {
            FrameBlob kept = source.kept(step, tUs)
                    .orElseThrow(() -> new IOException("Cannot find a kept frame that a step names"));
            before = Optional.of(FrameCodec.decode(read(step, StageNames.READINGS, kept)));
        }
        String fate = source.verified(step, VerifiedStage.WITHHELD, tUs).isPresent()
                ? "withheld: it leaked in the second look"
                : repaired.isPresent()
                        ? "exported with what the second look painted over in addition"
                        : redacted.isPresent() ? "exported" : "left out by the policy";
        return new Explanation.Frame(role, tUs, fate, after, before, painted(step, tUs, origins));
    }

    private byte[] read(StepName step, StageName stage, FrameBlob blob) throws IOException {
        try (FrameStore.Reader reader = new FrameStore.Reader(source.media(stage), step.subject())) {
            return reader.read(blob);
        }
    }

    /** Numbered as a page is read. */
    private List<Explanation.Painted> painted(StepName step, long tUs, Map<String, String> origins) {
        List<Finding> findings = source.onScreen(step, tUs);
        List<Mask> masks = new ArrayList<>(source.masks(step, tUs));
        masks.sort(Comparator.comparingInt((Mask m) -> m.box().y())
                .thenComparingInt(m -> m.box().x())
                .thenComparing(Mask::category)
                .thenComparing(Mask::entity));
        List<Explanation.Painted> out = new ArrayList<>();
        for (Mask mask : masks) {
            List<Finding> behind =
                    findings.stream().filter(f -> touches(f, mask.box())).toList();
            out.add(new Explanation.Painted(
                    out.size() + 1,
                    mask.box(),
                    mask.category(),
                    mask.entity(),
                    causes(behind, origins),
                    Optional.empty()));
        }
        for (Leak leak : source.leaks(step, tUs)) {
            Optional<Box> box = leak.box();
            if (box.isPresent()) {
                out.add(new Explanation.Painted(
                        out.size() + 1, box.get(), Category.UNREADABLE, "LEAK", List.of(), Optional.of(leak.rule())));
            }
        }
        return out;
    }

    /** More than half of one of its boxes: masks of neighbours overlap by their padding. */
    private static boolean touches(Finding finding, Box mask) {
        return finding.place() instanceof Finding.OnScreen on
                && on.boxes().stream().anyMatch(b -> {
                    int w = Math.min(b.right(), mask.right()) - Math.max(b.x(), mask.x());
                    int h = Math.min(b.bottom(), mask.bottom()) - Math.max(b.y(), mask.y());
                    return w > 0 && h > 0 && 2L * w * h > (long) b.w() * b.h();
                });
    }

    /** Findings that would read the same become one; the surest comes first. */
    private List<Explanation.Cause> causes(List<Finding> findings, Map<String, String> origins) {
        Map<Explanation.Cause, Explanation.Cause> out = new LinkedHashMap<>();
        for (Finding f : findings) {
            Explanation.Cause one = cause(f, origins);
            Explanation.Cause key = counted(one, 0, 0);
            Explanation.Cause before = out.get(key);
            out.put(
                    key,
                    before == null ? one : counted(one, Math.max(before.score(), one.score()), before.times() + 1));
        }
        List<Explanation.Cause> list = new ArrayList<>(out.values());
        list.sort(Comparator.comparing((Explanation.Cause c) -> !c.own())
                .thenComparing(Comparator.comparing(Explanation.Cause::score).reversed())
                .thenComparing(Explanation.Cause::detector));
        return list;
    }

    private static Explanation.Cause counted(Explanation.Cause c, float score, int times) {
        return new Explanation.Cause(
                c.category(), c.entity(), c.detector(), c.origin(), score, times, c.own(), c.text());
    }

    private Explanation.Cause cause(Finding f, Map<String, String> origins) {
        boolean own = !f.detector().startsWith(PROPAGATED);
        Optional<String> origin = own ? Optional.empty() : Optional.ofNullable(origins.get(f.secretId()));
        return new Explanation.Cause(
                f.category(),
                f.entity(),
                f.detector(),
                origin,
                f.score(),
                1,
                own,
                glassBroken ? Optional.of(f.text()) : Optional.empty());
    }

    private List<Explanation.Text> texts(StepName step, Step recorded, Map<String, String> origins) {
        Map<TextRef, String> before = new LinkedHashMap<>();
        if (recorded.action() instanceof Action.TypeText typed) {
            before.put(new TextRef(TextRef.Kind.TYPED, recorded.ordinal()), typed.text());
        }
        recorded.window().ifPresent(w -> {
            before.put(new TextRef(TextRef.Kind.TITLE, w.ordinal()), w.title());
            w.url().ifPresent(url -> before.put(new TextRef(TextRef.Kind.URL, w.ordinal()), url));
        });
        List<Explanation.Text> out = new ArrayList<>();
        before.forEach(
                (ref, text) -> text(step, ref, Optional.of(text), origins).ifPresent(out::add));
        text(step, new TextRef(TextRef.Kind.TASK, 0), Optional.empty(), origins).ifPresent(out::add);
        return out;
    }

    private Optional<Explanation.Text> text(
            StepName step, TextRef ref, Optional<String> before, Map<String, String> origins) {
        Optional<String> redacted = source.text(step, ref);
        if (redacted.isEmpty()) {
            return Optional.empty();
        }
        List<Explanation.Replaced> replaced = new ArrayList<>();
        for (Finding f : source.inText(step, ref)) {
            String placeholder = TextRewriter.placeholder(f);
            replaced.add(new Explanation.Replaced(
                    redacted.get().contains(placeholder) ? placeholder : "no placeholder of its own",
                    cause(f, origins)));
        }
        return Optional.of(new Explanation.Text(
                ref.kind().name().toLowerCase(Locale.ROOT),
                redacted.get(),
                glassBroken ? before : Optional.empty(),
                replaced));
    }
}
