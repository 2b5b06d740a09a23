package dev.scrim.redaction;

import dev.scrim.datasets.model.Category;
import dev.scrim.redaction.FrameScene.WindowScene;
import dev.scrim.redaction.layout.FieldLabel;
import dev.scrim.redaction.layout.FrameLayout;
import dev.scrim.redaction.layout.Notices;
import dev.scrim.redaction.layout.Piece;
import dev.scrim.redaction.layout.WordLists;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Letters: sentences below a person's address or a salutation are written to that person, be it a warning, a bill, a notice
 * of tax or a diagnosis. Letters to everybody ("Dear customer") and what every letter says are left.
 */
final class LetterRules {
    private static final String TITLE =
            "(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Sir|Lady|Herrn?|Frau|Hr|Fr|M|Mme|Mlle|Monsieur|Madame|Sr|Sra|Srta|Señora?|Don|Doña|Sig|Sig\\.ra|Signora?|Dott|Dhr|Mevr|Mevrouw|Heer|Exmo|Exma|Senhora?|Pan|Pani)";
    private static final String NAME = "\\p{Lu}[\\p{L}'’.-]*";
    private static final Pattern ADDRESSEE = Pattern.compile("(?:" + TITLE + "\\.?,? (?:and " + TITLE + "\\.? )?)+"
            + NAME + "(?: (?:" + NAME + "|van|von|de|der|den|di|da|el|al|la)){0,4}");
    private static final Pattern SALUTATION = Pattern.compile(
            "(?:Dear|Sehr geehrter?|Liebe[rs]?|Guten Tag|Ch[eè]re?|Estimad[oa]|Querid[oa]|Gentile|Egregi[oa]|Car[oa]|Geachte|Beste|Prezad[oa]|Kj[æa]re|K[æa]re|B[äa]sta|Szanown[ya]|Drog[ia])"
                    + " (\\p{L}[\\p{L}'’. -]{1,50}?) ?[,:!]?");
    /** Whom letters to everybody are written to. */
    private static final Set<String> EVERYBODY = Set.of(
            "customer",
            "customers",
            "sir",
            "madam",
            "sirs",
            "team",
            "all",
            "everyone",
            "colleague",
            "colleagues",
            "user",
            "users",
            "member",
            "members",
            "friend",
            "friends",
            "reader",
            "readers",
            "parents",
            "guest",
            "guests",
            "resident",
            "residents",
            "subscriber",
            "subscribers",
            "damen",
            "kunden",
            "kolleginnen",
            "kollegen",
            "client",
            "clients",
            "cliente",
            "clientes",
            "clienti",
            "klant",
            "klanten",
            "name",
            "hiring",
            "diary",
            "santa");

    /** Previews in lists of mail are cut off; sentences of letters end. */
    private static final Pattern ENDS = Pattern.compile("\\p{Ll}{2}[.!?]$");

    private static final Pattern CLOSING = Pattern.compile(
            "(?i)\\W*(?:(?:yours|best|kind|warm|many|with)\\b.*|sincerely|regards|cheers|mit freundlichen gr.*|cordialement|atentamente|saludos|cordiali saluti|met vriendelijke groet.*|page \\d.*)\\W*");
    /** Rows of a letter begin at one edge but for so many heights, and sentences have so many words. */
    private static final double EDGE = 0.6;

    private static final int SENTENCE = 5;
    /** Rows of an address are at most so many heights apart; a letter goes on over so many. */
    private static final double APART = 2;

    private static final double LONG = 60;
    private static final int ADDRESS_ROWS = 5;

    private final WordLists lists = WordLists.standard();

    /** Adds what a letter in this window says. */
    void find(FrameScene frame, WindowScene scene, Finds out) {
        if (scene.plain()) {
            return;
        }
        for (Piece head : scene.content()) {
            boolean addressee = ADDRESSEE.matcher(head.text().strip()).matches() && isAlone(scene.content(), head);
            if ((addressee || isSalutation(head.text()))
                    && scene.content().stream().anyMatch(p -> isBelow(head, p) && isSentence(p))
                    && scene.content().stream()
                            .anyMatch(p ->
                                    isBelow(head, p) && ENDS.matcher(p.text()).find())) {
                letter(frame, scene, head, addressee, out);
            }
        }
    }

    private void letter(FrameScene frame, WindowScene scene, Piece head, boolean addressee, Finds out) {
        FrameLayout layout = frame.layout();
        Category personal = PieceRules.personCategory(Optional.of(scene));
        Category category = personal == Category.PERSON ? Category.CHAT : personal;
        Piece last = head;
        int rows = 0;
        if (addressee) {
            out.whole(layout, head, category, "PERSON", 0.8, "letter.addressee");
        }
        for (Piece piece : scene.content()) {
            FieldLabel.inline(piece.text())
                    .ifPresent(i -> out.span(
                            layout,
                            piece,
                            i.value(),
                            piece.text().length(),
                            category,
                            i.meaning().entity(),
                            0.7,
                            "letter.reference"));
            if (!isBelow(head, piece) || piece.words().isEmpty()) {
                continue;
            }
            boolean next = addressee
                    && rows < ADDRESS_ROWS
                    && piece.box().y() - last.box().bottom()
                            < APART * head.box().h()
                    && piece.wordCount() <= SENTENCE
                    && !lists.isInterface(piece.text());
            if (next) {
                rows++;
                last = piece;
                out.whole(layout, piece, category, "ADDRESS", 0.6, "letter.address");
            } else if (isSaid(scene.content(), piece)) {
                out.whole(layout, piece, category, "MESSAGE", 0.7, "letter.body");
            }
        }
    }

    /** A sentence that is not the same in every letter, or the end of one. */
    private static boolean isSaid(List<Piece> content, Piece piece) {
        if (CLOSING.matcher(piece.text()).matches() || Notices.isNotice(piece)) {
            return false;
        }
        return isSentence(piece)
                || content.stream()
                        .anyMatch(p -> isSentence(p)
                                && !Notices.isNotice(p)
                                && Math.abs(p.box().x() - piece.box().x())
                                        <= EDGE * p.box().h()
                                && piece.box().y() > p.box().y()
                                && piece.box().y() - p.box().bottom()
                                        < 0.7 * p.box().h());
    }

    private static boolean isSalutation(String text) {
        Matcher m = SALUTATION.matcher(text.strip());
        return m.matches()
                && Character.isUpperCase(m.group(1).charAt(0))
                && WordLists.tokens(m.group(1)).stream().noneMatch(EVERYBODY::contains)
                && WordLists.tokens(text).size() <= 8;
    }

    /** Nothing to the left and no value to the right: no row of a form, no cell of a table. */
    private static boolean isAlone(List<Piece> content, Piece head) {
        return content.stream()
                .noneMatch(p -> p.index() != head.index()
                        && FrameLayout.sameRow(p.box(), head.box())
                        && p.text().chars().filter(Character::isLetterOrDigit).count() > 1
                        && p.box().x() < head.box().right() + 6 * head.box().h());
    }

    private static boolean isBelow(Piece head, Piece piece) {
        int gap = piece.box().y() - head.box().bottom();
        return gap > -head.box().h() / 3
                && gap < LONG * head.box().h()
                && Math.abs(piece.box().x() - head.box().x())
                        <= EDGE * head.box().h()
                && piece.box().h() <= 2 * head.box().h();
    }

    private static boolean isSentence(Piece piece) {
        long small = piece.words().stream()
                .filter(w -> Character.isLowerCase(w.text().charAt(0)))
                .count();
        return piece.wordCount() >= SENTENCE && small * 5 >= piece.wordCount() * 2L;
    }
}
