package dev.scrim.redaction.detect.person;

import dev.scrim.redaction.detect.LinearModel;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds names of people, places and organisations in a text. Thread-safe; a few microseconds a token. Made by
 * {@code PersonTrainer} in the test tree, whose report is the resource {@code person-model.txt}.
 */
public final class PersonTagger {
    /** Kind of a name. */
    public enum Kind {
        PERSON,
        PLACE,
        ORG
    }

    /** Characters {@code [start, end)} that are a name with this probability. */
    public record Tag(int start, int end, Kind kind, float probability) {}

    /** Threshold in blocks that are sensitive and for roles that carry persons. */
    public static final float SENSITIVE_THRESHOLD = 0.2f;
    /** Threshold elsewhere. */
    public static final float DEFAULT_THRESHOLD = 0.5f;

    private final LinearModel model;
    private final Gazetteer gazetteer;

    private PersonTagger(LinearModel model, Gazetteer gazetteer) {
        this.model = model;
        this.gazetteer = gazetteer;
    }

    /** The committed model. */
    public static PersonTagger standard() {
        return new PersonTagger(LinearModel.resource(PersonTagger.class, "person-model.gz"), Gazetteer.standard());
    }

    /** A model just trained. */
    public static PersonTagger of(LinearModel model, Gazetteer gazetteer) {
        return new PersonTagger(model, gazetteer);
    }

    /** Names at least {@code threshold} likely, in order, not overlapping; a form of address belongs to its name. */
    public List<Tag> tag(String text, float threshold) {
        Tokens tokens = Tokens.of(text, gazetteer);
        List<Tag> out = new ArrayList<>(0);
        int i = 0;
        while (i < tokens.size()) {
            double[] p = probabilities(tokens, i);
            int kind = kind(p, threshold);
            if (kind == 0) {
                i++;
                continue;
            }
            int from = i;
            int to = i + 1;
            double best = p[kind];
            double[] sum = p.clone();
            while (to < tokens.size()) {
                boolean joint = isJoint(text, tokens, to) && to + 1 < tokens.size();
                double[] next = probabilities(tokens, joint ? to + 1 : to);
                int nextKind = kind(next, threshold);
                if (nextKind == 0 || (joint && nextKind != kind)) {
                    break;
                }
                for (int c = 0; c < sum.length; c++) {
                    sum[c] += next[c];
                }
                best = Math.max(best, next[nextKind]);
                to = joint ? to + 2 : to + 1;
            }
            int common = 1;
            for (int c = 2; c < sum.length; c++) {
                common = sum[c] > sum[common] ? c : common;
            }
            int start = from;
            if (common == 1) {
                start = withTitle(tokens, from);
            }
            out.add(new Tag(
                    tokens.start(start), tokens.end(to - 1), Kind.values()[common - 1], (float) Math.min(1, best)));
            i = to;
        }
        return out;
    }

    private double[] probabilities(Tokens tokens, int i) {
        if (!tokens.isWord(i)) {
            return new double[] {1, 0, 0, 0};
        }
        return model.probabilities(tokens.features(i, true));
    }

    /** 0 for no name, else 1 + the kind. */
    private static int kind(double[] p, float threshold) {
        if (1 - p[0] < threshold) {
            return 0;
        }
        return p[1] >= p[2] && p[1] >= p[3] ? 1 : p[2] >= p[3] ? 2 : 3;
    }

    /** A comma between surname and first name, or the dot of an initial. */
    private static boolean isJoint(String text, Tokens tokens, int i) {
        String t = tokens.lower(i);
        boolean initial =
                t.equals(".") && tokens.end(i - 1) - tokens.start(i - 1) == 1 && tokens.end(i - 1) == tokens.start(i);
        return initial
                || (t.equals(",") && tokens.size() <= 4 && Character.isUpperCase(text.charAt(tokens.start(i - 1))));
    }

    private static int withTitle(Tokens tokens, int from) {
        if (from > 0 && tokens.isTitle(from - 1)) {
            return from - 1;
        }
        return from > 1 && tokens.lower(from - 1).equals(".") && tokens.isTitle(from - 2) ? from - 2 : from;
    }
}
