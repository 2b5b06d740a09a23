package dev.scrim.redaction.layout;

import dev.scrim.datasets.model.Category;
import dev.scrim.redaction.detect.block.BlockClassifier;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
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
    /** Share that a field to write in below what was written gives. */
    private static final double COMPOSER_SHARE = 0.4;
    /** Share that bubbles give: on their own they are masked, and do not make the window a chat. */
    private static final double BUBBLES_SHARE = 0.4;
    /** What stands below the last mail of a thread. */
    private static final Pattern ANSWER = Pattern.compile(
            "(?:Reply to all|Reply all|Reply or forward|Reply,|Forward this|Antworten oder|Répondre à tous|Responder a todos|Rispondi a tutti)\\b.*");

    private static final double ANSWER_SHARE = 0.25;
    private static final Set<String> OFFICE =
            Set.of("insert", "format", "table", "layout", "styles", "formulas", "slide", "references");
    private static final int MAX_MENU_WORDS = 5;

    /** Share that rows of signed amounts, account numbers and the like give. */
    private static final double LEDGER_SHARE = 0.55;
    /** A compound's other part has so many letters at least. */
    private static final int LEAST_REST = 3;
    /** What editors, terminals, trackers and reference pages keep of their score: they talk about such things. */
    private static final double PLAIN_FACTOR = 0.5;

    /** Share that requests such as "make it shorter" give, two of them at least. */
    private static final double REQUESTS_SHARE = 0.35;

    private static final Pattern REQUEST = Pattern.compile(
            "^\\W*(?:please |can you |could you |ok |now |and )*(?:rewrite|make it|make this|summari[sz]e|explain|write|draft|translate|shorten|"
                    + "improve|fix|help me|give me|show me|tell me|list|create|generate|how (?:do|can|should) i|what should i|why (?:does|is|do)|is it (?:ok|true|normal))\\b",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern CODE = Pattern.compile(
            "[{};]\\s*$|\\w\\([^)]*\\)\\s*[;{:]?$|=>|->|::|^\\s*(?:import|from|def|class|return|public|private|const|let|var|func|fn|if|for|while|export|#include)\\b.*[({:;=]|\\w+\\.\\w+\\(|^\\s*[\\w.-]+:(?: \\S+)?$"
                    + "|^\\s*(?:CREATE|ALTER|DROP|SELECT|INSERT|UPDATE|DELETE|FROM|WHERE|JOIN|LEFT JOIN|GROUP BY|ORDER BY|GRANT|WITH)\\b.*[\\w;(,]$|\\b(?:PRIMARY KEY|NOT NULL|REFERENCES|VARCHAR|BIGINT|DEFAULT)\\b");
    private static final int MIN_CODE_LINES = 4;
    private static final double CODE_SHARE = 0.3;
    /** Lines of running text have so many words. */
    private static final int PROSE_WORDS = 9;

    private static final double PROSE_SHARE = 0.6;
    /** What articles and help pages keep of their score. */
    private static final double ARTICLE_FACTOR = 0.55;

    private final BlockClassifier classifier;
    private final WordLists lists = WordLists.standard();
    private final Map<String, BlockClassifier.Scores> modelCache = new HashMap<>();

    public KindScores(BlockClassifier classifier) {
        this.classifier = classifier;
    }

    /**
     * Scores of one window.
     *
     * @param chrome its title bar, tabs and address bar as they were read
     * @param content all other pieces
     */
    public Map<PaneKind, Double> of(
            PlacedWindow window,
            List<Piece> chrome,
            List<Piece> content,
            Speakers speakers,
            Bubbles bubbles,
            MailShape mail) {
        String joined = content.stream()
                .map(p -> WordLists.plain(String.join(" ", WordLists.tokens(p.text()))))
                .collect(Collectors.joining(" | ", "| ", " |"));
        Set<String> contextWords =
                new HashSet<>(WordLists.tokens(window.app() + " " + window.title() + " " + window.url()));
        if (window.url().isEmpty()) {
            // Many recorders leave the address out; it can be read where the program shows it.
            chrome.forEach(p -> contextWords.addAll(WordLists.tokens(p.text())));
        }
        boolean addressTitle = window.title().matches(".*\\S+@\\S+\\.\\S+.*");
        boolean plain = isPlain(window, content);
        boolean office = isOffice(content);
        double article = articleFactor(content);
        String text = content.stream().map(Piece::text).collect(Collectors.joining("\n"));
        BlockClassifier.Scores model = modelCache.computeIfAbsent(text, classifier::scores);
        Map<Category, Set<String>> fields = strongFields(content);
        Map<PaneKind, Double> scores = new EnumMap<>(PaneKind.class);
        for (PaneKind kind : PaneKind.values()) {
            boolean context = lists.evidence(kind.name(), "context").stream().anyMatch(contextWords::contains)
                    || isCompound(kind, contextWords);
            int phrases = 0;
            for (String phrase : phrases(kind)) {
                if (kind.isConversation()
                        ? joined.contains("| " + phrase + " |")
                        : joined.contains(" " + phrase + " ")) {
                    phrases++;
                }
            }
            double score = (context ? CONTEXT_SHARE : 0) + byPhrases(kind, phrases) + modelShare(kind, model);
            if (!kind.isConversation()) {
                score += FIELD_SHARE
                        * fields.getOrDefault(kind.category(), Set.of()).size();
            }
            if (kind == PaneKind.FINANCE) {
                score += LEDGER_SHARE * LedgerShape.score(content);
            }
            if (kind == PaneKind.CHAT) {
                double spoken = context || phrases > 0 ? BUBBLES_SHARE * bubbles.score() : 0;
                score = Math.max(score + spoken, speakers.score() + (context ? 0.1 : 0));
            }
            if (kind == PaneKind.MAIL
                    && content.stream().anyMatch(p -> ANSWER.matcher(p.text()).matches())) {
                score += ANSWER_SHARE;
            }
            if ((kind == PaneKind.AI || kind == PaneKind.CHAT) && !context && office) {
                score *= PLAIN_FACTOR;
            }
            if (kind.isConversation()
                    && kind != PaneKind.MAIL
                    && Composer.in(content).filter(c -> c.kind() == kind).isPresent()) {
                score += COMPOSER_SHARE;
            }
            if (kind == PaneKind.MAIL) {
                score = Math.max(score + (addressTitle ? 0.3 : 0), mail.score());
            }
            if (kind == PaneKind.AI && requests(content) >= 2) {
                score += REQUESTS_SHARE;
            }
            if (!kind.isConversation()
                    && fields.getOrDefault(kind.category(), Set.of()).isEmpty()) {
                score *= article;
            }
            scores.put(kind, Math.min(1, plain ? score * PLAIN_FACTOR : score));
        }
        return scores;
    }

    /** Menus of writing and calculating: a conversation there is in a panel. */
    private static boolean isOffice(List<Piece> content) {
        Set<String> menus = new HashSet<>();
        content.stream()
                .filter(p -> p.wordCount() <= MAX_MENU_WORDS)
                .forEach(p -> menus.addAll(WordLists.tokens(p.text())));
        menus.retainAll(OFFICE);
        return menus.size() >= 2;
    }

    private List<String> phrases(PaneKind kind) {
        List<String> more = lists.evidence(kind.name(), "more");
        List<String> all = new ArrayList<>(lists.evidence(kind.name(), "content"));
        all.addAll(more);
        return all;
    }

    /** Names of programs and services are made of a kind's word and another one: "mybank", "taxmate", "healthnet". */
    private boolean isCompound(PaneKind kind, Set<String> words) {
        return lists.evidence(kind.name(), "affix").stream()
                .anyMatch(a -> words.stream()
                        .anyMatch(w -> w.length() >= a.length() + LEAST_REST && (w.startsWith(a) || w.endsWith(a))));
    }

    /** Whether the window shows programs or is known to be for something that only talks about private things. */
    public boolean isPlain(PlacedWindow window, List<Piece> content) {
        Set<String> words = new HashSet<>(WordLists.tokens(window.app() + " " + window.title() + " " + window.url()));
        return lists.evidence("PLAIN", "context").stream().anyMatch(words::contains) || isCode(content);
    }

    /** Whether the pieces are lines of a program. */
    public static boolean isCode(List<Piece> content) {
        long lines = content.stream().filter(p -> p.wordCount() >= 2).count();
        long code = content.stream()
                .filter(p -> p.wordCount() >= 2 && CODE.matcher(p.text()).find())
                .count();
        return code >= MIN_CODE_LINES && code >= CODE_SHARE * lines;
    }

    /** A page of running text tells about a subject; records are short entries beside and below each other. */
    private static double articleFactor(List<Piece> content) {
        int all = 0;
        int prose = 0;
        for (Piece p : content) {
            all += p.text().length();
            prose += p.wordCount() >= PROSE_WORDS ? p.text().length() : 0;
        }
        return prose > PROSE_SHARE * all ? ARTICLE_FACTOR : 1;
    }

    /** Texts that tell somebody to write something. */
    private static long requests(List<Piece> content) {
        return content.stream()
                .filter(p -> p.wordCount() >= 4 && REQUEST.matcher(p.text()).find())
                .count();
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
        if (p == null || kind == PaneKind.MAIL) {
            return 0;
        }
        return MODEL_SHARE * p;
    }
}
