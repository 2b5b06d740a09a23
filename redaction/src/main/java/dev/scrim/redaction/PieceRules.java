package dev.scrim.redaction;

import dev.scrim.datasets.model.Category;
import dev.scrim.redaction.FrameScene.WindowScene;
import dev.scrim.redaction.detect.Context;
import dev.scrim.redaction.detect.Detector;
import dev.scrim.redaction.detect.Detectors;
import dev.scrim.redaction.detect.Span;
import dev.scrim.redaction.detect.TextUnit;
import dev.scrim.redaction.detect.person.PersonTagger;
import dev.scrim.redaction.layout.FieldLabel;
import dev.scrim.redaction.layout.PaneKind;
import dev.scrim.redaction.layout.Piece;
import dev.scrim.redaction.layout.PlacedWindow;
import dev.scrim.redaction.layout.WordLists;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.regex.Pattern;

/** What is private in a piece because of its own words and its label: detectors, names, and values of known fields. */
final class PieceRules {
    private static final Pattern TERMINAL = Pattern.compile(
            "(?i).*(term|konsole|console|rxvt|alacritty|kitty|tilix|wezterm|foot|powershell|cmd|tmux).*");

    /** Rules of the tagger begin so. */
    private static final String TAGGER = "person.tagger";

    /** Words of medicine that are headings of charts, too. */
    private static final Set<String> TERMS = Set.of("DIAGNOSIS", "PROCEDURE", "MEDICATION");

    private static final Pattern NO_NAME = Pattern.compile("[_/\\\\@#=<>{}]|\\d");
    /** A name in a column of other things must be this likely. */
    private static final float SURE = 0.9f;

    private final List<Detector> detectors;
    private final PersonTagger tagger;
    private final RedactionSettings settings;
    private final WordLists lists = WordLists.standard();
    private final Map<String, Optional<FieldLabel>> meanings = new HashMap<>();
    private final Map<TextUnit, List<Span>> detected = new HashMap<>();
    private final Map<TextUnit, List<Detectors.Broken>> halves = new HashMap<>();
    private final Map<String, List<PersonTagger.Tag>> tagged = new HashMap<>();
    private final Map<FrameScene, NameColumns> columns = new WeakHashMap<>();
    private final Map<FrameScene, Furniture> furniture = new WeakHashMap<>();

    PieceRules(List<Detector> detectors, PersonTagger tagger, RedactionSettings settings) {
        this.detectors = detectors;
        this.tagger = tagger;
        this.settings = settings;
    }

    /** Findings of one piece. */
    void find(FrameScene frame, Optional<WindowScene> window, Piece piece, Finds out) {
        if (piece.words().isEmpty() || furniture(frame).has(piece)) {
            return;
        }
        List<String> labels = piece.chrome() || isTerminal(window)
                ? List.of()
                : frame.labels().of(piece);
        boolean sensitive = window.isPresent() && window.get().isSensitive();
        boolean mail = window.isPresent() && window.get().is(PaneKind.MAIL);
        NameColumns.Vote vote = columns(frame).of(piece);
        boolean others = vote == NameColumns.Vote.OTHERS;
        boolean announces = !piece.chrome() && frame.labels().field(piece).isPresent();
        for (Span s : spans(unit(piece.text(), labels.stream().findFirst(), window))) {
            if (others && s.rule().startsWith(TAGGER) && s.score() < SURE) {
                continue;
            }
            String spanText = piece.text().substring(s.start(), s.end());
            boolean role = s.entity().equals("PERSON") || s.entity().equals("ORG");
            boolean noName = (s.entity().equals("PERSON") && !isPlausible(spanText, sensitive))
                    || (role
                            && (lists.knownShare(spanText) >= 0.7
                                    || FieldLabel.of(spanText).isPresent()));
            if ((mail && s.entity().equals("MESSAGE"))
                    || noName
                    || (announces && role)
                    || (TERMS.contains(s.entity()) && (announces || lists.isHeading(piece.text())))) {
                continue;
            }
            out.span(
                    frame.layout(),
                    piece,
                    s.start(),
                    Reach.end(piece, s),
                    s.category(),
                    s.entity(),
                    s.score(),
                    s.rule());
        }
        if (vote == NameColumns.Vote.NAMES && readsAsName(piece.text()) && isNameLike(piece.text())) {
            out.whole(frame.layout(), piece, personCategory(window), "PERSON", 0.8, "person.column");
        }
        for (PersonTagger.Tag tag :
                announces ? List.<PersonTagger.Tag>of() : names(piece.text(), sensitive && !piece.chrome())) {
            if (others && tag.probability() < SURE) {
                continue;
            }
            out.span(
                    frame.layout(),
                    piece,
                    tag.start(),
                    tag.end(),
                    personCategory(window),
                    "PERSON",
                    tag.probability(),
                    TAGGER);
        }
        if (!piece.chrome()) {
            field(frame, window, piece, labels, out);
        }
    }

    /** Menus, navigation and heads of tables of the frame. */
    Furniture furniture(FrameScene frame) {
        return furniture.computeIfAbsent(frame, f -> new Furniture(f.layout(), this::mayBeName));
    }

    private boolean mayBeName(String text) {
        return !names(text, true).isEmpty();
    }

    private NameColumns columns(FrameScene frame) {
        return columns.computeIfAbsent(frame, f -> new NameColumns(f.layout(), this::isName));
    }

    /** Whether most of the text is a name. */
    private boolean isName(String text) {
        return names(text, true).stream()
                .anyMatch(
                        t -> t.probability() >= settings.nameThreshold() && 2 * (t.end() - t.start()) > text.length());
    }

    /** Findings that a line break cuts in two: the pieces stand below each other in one block. */
    void across(FrameScene frame, Optional<WindowScene> window, Piece upper, Piece lower, Finds out) {
        Context context = unit("", Optional.empty(), window).context();
        for (Detectors.Broken broken : broken(upper.text(), lower.text(), context)) {
            out.halves(frame.layout(), upper, broken.upper(), lower, broken.lower());
        }
    }

    private List<Detectors.Broken> broken(String upper, String lower, Context context) {
        return halves.computeIfAbsent(
                new TextUnit(upper + "\n" + lower, Optional.empty(), context),
                u -> Detectors.detectAcross(detectors, upper, lower, context));
    }

    /** Private spans of a unit; the same unit is looked at once. */
    List<Span> spans(TextUnit unit) {
        return detected.computeIfAbsent(unit, u -> Detectors.detect(detectors, u));
    }

    /** Names of persons that are not words of interfaces. */
    List<PersonTagger.Tag> names(String text, boolean sensitive) {
        float threshold = sensitive ? settings.sensitiveNameThreshold() : settings.nameThreshold();
        return tagged.computeIfAbsent(text, t -> tagger.tag(t, settings.sensitiveNameThreshold())).stream()
                .filter(t -> t.kind() == PersonTagger.Kind.PERSON && t.probability() >= threshold)
                .filter(t -> isPlausible(text.substring(t.start(), t.end()), sensitive))
                .toList();
    }

    /** The category a person's name has in this window. */
    static Category personCategory(Optional<WindowScene> window) {
        return window.flatMap(w -> {
                    PaneKind best = null;
                    for (PaneKind kind : PaneKind.values()) {
                        if (w.is(kind) && (best == null || w.score(kind) > w.score(best))) {
                            best = kind;
                        }
                    }
                    return Optional.ofNullable(best).map(PaneKind::category);
                })
                .orElse(Category.PERSON);
    }

    TextUnit unit(String text, Optional<String> label, Optional<WindowScene> window) {
        PlacedWindow w = window.map(WindowScene::window).orElse(null);
        Context context = w == null
                ? Context.NONE
                : new Context(rounded(window.get().prior()), w.app(), w.title(), w.url(), Context.Source.OCR);
        return new TextUnit(text, label, context);
    }

    /** Alone, where nothing is sensitive, one word is more often a product than a person. */
    private boolean isPlausible(String name, boolean sensitive) {
        return isNameLike(name) && (sensitive || WordLists.tokens(name).size() >= 2);
    }

    /** Terminals write line under line: what stands above is no label. */
    static boolean isTerminal(Optional<WindowScene> window) {
        return window.filter(w -> TERMINAL.matcher(w.window().app()).matches()).isPresent();
    }

    private boolean isNameLike(String name) {
        List<String> tokens = WordLists.tokens(name);
        boolean capital = name.chars().anyMatch(Character::isUpperCase);
        return capital
                && name.length() >= 2
                && tokens.stream().anyMatch(t -> t.length() >= 2 && !lists.isInterfaceWord(t));
    }

    private void field(FrameScene frame, Optional<WindowScene> window, Piece piece, List<String> labels, Finds out) {
        String text = piece.text();
        int colon = text.indexOf(':');
        if (colon > 1 && colon < text.length() - 2) {
            Optional<FieldLabel> inside = FieldLabel.of(text.substring(0, colon));
            int start = colon + 1;
            while (start < text.length() && text.charAt(start) == ' ') {
                start++;
            }
            if (inside.isPresent() && start < text.length()) {
                value(frame, window, piece, start, inside.get(), out);
            }
            return;
        }
        if (frame.labels().isLabel(piece) || lists.isInterface(text)) {
            return;
        }
        Optional<FieldLabel.Inline> inline = FieldLabel.inline(text);
        if (inline.isPresent()) {
            value(frame, window, piece, inline.get().value(), inline.get().meaning(), out);
        }
        for (String label : labels) {
            Optional<FieldLabel> field = meanings.computeIfAbsent(label, FieldLabel::of);
            if (field.isPresent()) {
                value(frame, window, piece, 0, field.get(), out);
                return;
            }
        }
    }

    private void value(
            FrameScene frame, Optional<WindowScene> window, Piece piece, int start, FieldLabel field, Finds out) {
        String value = piece.text().substring(start);
        boolean sensitive = window.isPresent() && window.get().isSensitive();
        boolean person = field.entity().equals("PERSON");
        boolean counts = field.strong()
                || sensitive
                || (person && !names(value, true).isEmpty())
                || (field.category() == Category.CREDENTIAL && asksForSecret(frame, piece));
        boolean label = start == 0 && lists.knownShare(value) >= 0.7 && !value.matches(".*\\d{3}.*");
        if (!counts || label || !field.shape().fits(value) || (person && !readsAsName(value))) {
            return;
        }
        Category category = field.category() == Category.PERSON ? personCategory(window) : field.category();
        out.span(
                frame.layout(),
                piece,
                start,
                piece.text().length(),
                category,
                field.entity(),
                field.strong() ? 0.9 : 0.7,
                "field.label");
    }

    /** A name beside a password is half of a key. */
    private static boolean asksForSecret(FrameScene frame, Piece piece) {
        return frame.layout().pieces().stream()
                .filter(p -> p.window() == piece.window())
                .anyMatch(p -> frame.labels()
                        .field(p)
                        .filter(f -> f.strong() && f.category() == Category.CREDENTIAL)
                        .isPresent());
    }

    /** At most six words that start with a capital, but for particles such as {@code van der}. */
    private static boolean readsAsName(String value) {
        if (NO_NAME.matcher(value).find()) {
            return false;
        }
        String[] words = value.strip().split("\\s+", -1);
        int small = 0;
        for (String word : words) {
            char c = word.isEmpty() ? '-' : word.charAt(0);
            small += Character.isLowerCase(c) && word.length() > 3 ? 1 : 0;
        }
        return words.length <= 6 && small == 0;
    }

    private static Map<Category, Double> rounded(Map<Category, Double> prior) {
        Map<Category, Double> out = new HashMap<>();
        prior.forEach((c, p) -> out.put(c, Math.round(p * 5) / 5.0));
        return out;
    }
}
