package dev.scrim.redaction;

import dev.scrim.datasets.model.Category;
import dev.scrim.redaction.FrameScene.WindowScene;
import dev.scrim.redaction.layout.FrameLayout;
import dev.scrim.redaction.layout.Piece;
import dev.scrim.redaction.layout.WordLists;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Conversations in terminals: mail that a reader shows under its headers, and assistants that are asked behind a prompt. What
 * programs print has no headers of mail, and commands are no sentences.
 */
final class TerminalRules {
    private static final Pattern HEADER = Pattern.compile("^\\W{0,2}(From|To|Cc|Subject|Date|Reply-To) ?: ?\\S.*");
    /** What is asked stands behind one sign, never behind a user and a host. */
    private static final Pattern ASKED =
            Pattern.compile("^(?:[>❯›»?]{1,3}|(?:you|me|user|human) ?[>:]) ?(\\p{L}.*)$", Pattern.CASE_INSENSITIVE);
    /** A list of messages: number, flags, date, sender. */
    private static final Pattern LISTED = Pattern.compile(
            "(?i).*\\b(?:(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]* \\d{1,2}|\\d{1,2}/\\d{1,2}(?:/\\d{2,4})?)\\b.*");
    /** Keys of readers of mail, in their first row. */
    private static final Pattern KEYS = Pattern.compile(
            "(?i).*\\bq: ?quit\\b.*\\b(?:m: ?mail|r: ?reply|s: ?save|d: ?del(?:ete)?)\\b.*|.*\\b(?:mutt|alpine|pine|mailx|aerc)\\b.*");

    private static final Pattern BOT = Pattern.compile(
            "(?i).*\\b(?:robot|bot|no-?reply|daemon|cron|root|builds?|ci|alerts?|newsletter|notifications?)\\b.*");
    /** Words of sentences that are none of commands. */
    private static final Set<String> SMALL = Set.of(
            "the", "a", "an", "is", "are", "was", "my", "me", "i", "he", "she", "him", "her", "his", "they", "we",
            "our", "you", "your", "it", "can", "could", "should", "would", "that", "this", "of", "to", "for", "with",
            "about", "and", "or", "but", "not", "how", "what", "why", "who", "has", "have", "had", "be", "do", "does",
            "did", "in", "on", "from", "if", "will");

    private static final int MIN_WORDS = 4;

    /** Adds what was written and answered. */
    void find(FrameScene frame, WindowScene scene, Finds out) {
        if (!PieceRules.isTerminal(Optional.of(scene))) {
            return;
        }
        List<Piece> rows = scene.content().stream()
                .filter(p -> !p.words().isEmpty())
                .sorted(Comparator.comparingInt(p -> p.box().y()))
                .toList();
        mail(frame, rows, out);
        asked(frame, rows, out);
    }

    private static void mail(FrameScene frame, List<Piece> rows, Finds out) {
        Set<String> names = new HashSet<>();
        Piece last = null;
        for (Piece p : rows) {
            Matcher m = HEADER.matcher(p.text());
            if (m.matches() && names.add(m.group(1).toLowerCase(Locale.ROOT))) {
                last = p;
            }
        }
        boolean open = last != null && names.contains("from") && names.contains("to");
        boolean reader = rows.stream().anyMatch(p -> KEYS.matcher(p.text()).matches());
        for (Piece p : rows) {
            if (open && last != null && p.box().y() > last.box().y() && sentence(p.text())) {
                out.whole(frame.layout(), p, Category.CHAT, "MESSAGE", 0.8, "terminal.mail");
            } else if (reader
                    && (open ? last != null && p.box().y() < last.box().y() : true)
                    && listed(rows, p)) {
                out.whole(frame.layout(), p, Category.CHAT, "SUBJECT", 0.7, "terminal.mail-list");
            }
        }
    }

    /** A cell of a dated row that no program sent. */
    private static boolean listed(List<Piece> rows, Piece piece) {
        List<Piece> row = rows.stream()
                .filter(p -> FrameLayout.sameRow(p.box(), piece.box()))
                .toList();
        boolean dated = row.stream().anyMatch(p -> LISTED.matcher(p.text()).matches());
        boolean bot = row.stream().anyMatch(p -> BOT.matcher(p.text()).matches());
        return dated && !bot && piece.text().chars().filter(Character::isLetter).count() >= 3;
    }

    private static void asked(FrameScene frame, List<Piece> rows, Finds out) {
        Piece first = null;
        int asked = 0;
        for (Piece p : rows) {
            Matcher m = ASKED.matcher(p.text());
            if (m.matches() && sentence(m.group(1))) {
                first = first == null ? p : first;
                asked++;
            }
        }
        if (first == null || asked == 0) {
            return;
        }
        for (Piece p : rows) {
            Matcher m = ASKED.matcher(p.text());
            boolean question = m.matches() && sentence(m.group(1));
            boolean answer = p.box().y() > first.box().y() && sentence(p.text());
            if (question || answer) {
                out.whole(frame.layout(), p, Category.AI_PROMPT, "MESSAGE", 0.8, "terminal.asked");
            }
        }
    }

    /** Several words, among them small ones of sentences, and no marks of programs. */
    private static boolean sentence(String text) {
        List<String> words = WordLists.tokens(text);
        long small = words.stream().filter(SMALL::contains).count();
        boolean code = text.matches(".*(?:[{}<>|=;\\\\]|--\\p{L}|\\w\\(|\\$ ?\\w|/\\w+/).*")
                && !ASKED.matcher(text).matches();
        return words.size() >= MIN_WORDS && small >= 2 && small * 6 >= words.size() && !code;
    }
}
