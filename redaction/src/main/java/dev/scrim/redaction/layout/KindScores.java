package dev.scrim.redaction.layout;

import dev.scrim.datasets.model.Category;
import dev.scrim.redaction.detect.block.BlockClassifier;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** How much a window's words, layout, program, title and address speak for each kind, 0 to 1. */
public final class KindScores {
    /** From this score on a window is treated as of that kind. */
    public static final double ACTIVE = 0.5;
    /** Share that words of program, title and address give. */
    private static final double CONTEXT_SHARE = 0.35;
    /** Share that the text model gives at certainty. */
    private static final double MODEL_SHARE = 0.35;
    /** Share that each distinct strongly private field gives. */
    private static final double FIELD_SHARE = 0.2;
    /** What editors, terminals, trackers and reference pages keep of their score: they talk about such things. */
    private static final double PLAIN_FACTOR = 0.5;

    private final BlockClassifier classifier;
    private final WordLists lists = WordLists.standard();
    private final Map<String, BlockClassifier.Scores> modelCache = new HashMap<>();

    public KindScores(BlockClassifier classifier) {
        this.classifier = classifier;
    }

    /** Scores of one window from its content pieces. */
    public Map<PaneKind, Double> of(PlacedWindow window, List<Piece> content, Speakers speakers, MailShape mail) {
        String joined = content.stream()
                .map(p -> String.join(" ", WordLists.tokens(p.text())))
                .collect(Collectors.joining(" | ", "| ", " |"));
        Set<String> contextWords =
                new HashSet<>(WordLists.tokens(window.app() + " " + window.title() + " " + window.url()));
        boolean addressTitle = window.title().matches(".*\\S+@\\S+\\.\\S+.*");
        boolean plain = lists.evidence("PLAIN", "context").stream().anyMatch(contextWords::contains);
        String text = content.stream().map(Piece::text).collect(Collectors.joining("\n"));
        BlockClassifier.Scores model = modelCache.computeIfAbsent(text, classifier::scores);
        Map<Category, Set<String>> fields = strongFields(content);
        Map<PaneKind, Double> scores = new EnumMap<>(PaneKind.class);
        for (PaneKind kind : PaneKind.values()) {
            boolean context = lists.evidence(kind.name(), "context").stream().anyMatch(contextWords::contains);
            int phrases = 0;
            for (String phrase : lists.evidence(kind.name(), "content")) {
                if (kind.isConversation()
                        ? joined.contains("| " + phrase + " |")
                        : joined.contains(" " + phrase + " ")) {
                    phrases++;
                }
            }
            double score = (context ? CONTEXT_SHARE : 0) + byPhrases(kind, phrases) + modelShare(kind, model);
            if (kind == PaneKind.TAX || kind == PaneKind.HR || kind == PaneKind.MEDICAL) {
                score += FIELD_SHARE
                        * fields.getOrDefault(kind.category(), Set.of()).size();
            }
            if (kind == PaneKind.CHAT) {
                score = Math.max(score, speakers.score() + (context ? 0.1 : 0));
            }
            if (kind == PaneKind.MAIL) {
                score = Math.max(score + (addressTitle ? 0.3 : 0), mail.score());
            }
            scores.put(kind, Math.min(1, plain ? score * PLAIN_FACTOR : score));
        }
        return scores;
    }

    /** What strongly private fields are asked for or headed here, each counted once. */
    private static Map<Category, Set<String>> strongFields(List<Piece> content) {
        Map<Category, Set<String>> found = new EnumMap<>(Category.class);
        for (Piece p : content) {
            FieldLabel.of(p.text())
                    .filter(FieldLabel::strong)
                    .ifPresent(f -> found.computeIfAbsent(f.category(), c -> new HashSet<>())
                            .add(f.entity()));
            if (p.wordCount() >= 2 && p.wordCount() <= 8 && p.text().chars().noneMatch(Character::isDigit)) {
                for (Piece.PieceWord w : p.words()) {
                    FieldLabel.of(w.text())
                            .filter(FieldLabel::strong)
                            .filter(f -> Character.isUpperCase(w.text().charAt(0)))
                            .ifPresent(f -> found.computeIfAbsent(f.category(), c -> new HashSet<>())
                                    .add(f.entity()));
                }
            }
        }
        Set<String> personal = new HashSet<>();
        found.values().forEach(personal::addAll);
        if (personal.size() >= 2 && found.containsKey(Category.HR)) {
            found.computeIfAbsent(Category.HR, c -> new HashSet<>()).addAll(personal);
        }
        return found;
    }

    /** Phrases of interfaces are telling, few suffice; words of a subject occur in articles too, so it takes more. */
    private static double byPhrases(PaneKind kind, int phrases) {
        return kind.isConversation() ? Math.min(0.75, 0.15 * phrases) : Math.min(0.7, 0.1 * phrases);
    }

    private static double modelShare(PaneKind kind, BlockClassifier.Scores model) {
        Category category = kind.category();
        Double p = model.byCategory().get(category);
        if (p == null || kind == PaneKind.MAIL || kind == PaneKind.AI) {
            return 0;
        }
        return MODEL_SHARE * p;
    }
}
