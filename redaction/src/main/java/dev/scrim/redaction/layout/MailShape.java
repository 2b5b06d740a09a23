package dev.scrim.redaction.layout;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The layout of mail: header rows such as {@code From:} over a body, and lists with columns for sender, subject, date.
 *
 * @param headers header rows of open messages or composers, top to bottom
 * @param listTop the first row below a list's column heads, in screen pixels; -1 when no list with heads was seen
 */
public record MailShape(List<Piece> headers, int listTop) {
    /** A header row: its name, a colon, and perhaps its value. */
    public static final Pattern HEADER = Pattern.compile(
            "^\\W{0,2}(From|To|Cc|Bcc|Subject|Reply[- ]To|Date|Sent|Von|An|Betreff|De|Para|Asunto|Objet)\\s?:(.*)$",
            Pattern.CASE_INSENSITIVE);
    /** Senders that are programs: what they send is not a private conversation. */
    private static final Pattern AUTOMATED = Pattern.compile(
            "(?i).*\\b(bot|no-?reply|do-?not-?reply|notifications?|mailer|daemon|build|builds|ci|newsletter|alerts?|"
                    + "monitoring|automated|updates|digest|jenkins|cron|root)\\b.*");

    /** The same without a colon, as composers have it. */
    public static final Pattern BARE =
            Pattern.compile("^(From|To|Cc|Bcc|Subject|Von|An|Betreff|De|Para|Asunto|Objet)(?:\\s+(\\S.*))?$");
    /** Rows of a composer's head are at most this many heights apart. */
    private static final double STACKED = 5;

    private static final Set<String> HEADS =
            Set.of("from", "sender", "subject", "date", "received", "size", "to", "correspondents", "recipient");

    public MailShape {
        headers = List.copyOf(headers);
    }

    /** Looks for mail among the content pieces of one window. */
    public static MailShape of(List<Piece> pieces) {
        List<Piece> headers = new ArrayList<>();
        List<Piece> bare = new ArrayList<>();
        for (Piece p : pieces) {
            if (HEADER.matcher(p.text()).matches()) {
                headers.add(p);
            } else if (BARE.matcher(p.text()).matches()) {
                bare.add(p);
            }
        }
        for (Piece p : bare) {
            // Composers write "To" and "Subject" without colons, one below the other.
            boolean stacked = bare.stream()
                    .anyMatch(q -> q.index() != p.index()
                            && Math.abs(q.box().x() - p.box().x()) <= 4
                            && Math.abs(q.box().centerY() - p.box().centerY())
                                    < STACKED * p.box().h()
                            && !WordLists.tokens(q.text())
                                    .get(0)
                                    .equals(WordLists.tokens(p.text()).get(0)));
            if (stacked) {
                headers.add(p);
            }
        }
        headers.sort(java.util.Comparator.comparingInt(p -> p.box().y()));
        int listTop = -1;
        for (Piece p : pieces) {
            Set<String> heads = new HashSet<>();
            for (Piece q : pieces) {
                if (FrameLayout.sameRow(p.box(), q.box())) {
                    for (String token : WordLists.tokens(q.text())) {
                        if (HEADS.contains(token) && q.wordCount() <= 3) {
                            heads.add(token);
                        }
                    }
                }
            }
            boolean senderAndSubject = heads.contains("subject")
                    && (heads.contains("from") || heads.contains("sender") || heads.contains("correspondents"));
            if (senderAndSubject
                    && !HEADER.matcher(p.text()).matches()
                    && (listTop < 0 || p.box().bottom() < listTop)) {
                listTop = p.box().bottom();
            }
        }
        return new MailShape(headers, listTop);
    }

    /** The parts of a header row: its name, and its value which may be missing or empty. */
    public static Optional<Matcher> header(String text) {
        Matcher colon = HEADER.matcher(text);
        if (colon.matches()) {
            return Optional.of(colon);
        }
        Matcher bare = BARE.matcher(text);
        return bare.matches() ? Optional.of(bare) : Optional.empty();
    }

    /** Whether a sender's name or address is a program's. */
    public static boolean isAutomated(String sender) {
        return AUTOMATED.matcher(sender).matches();
    }

    /** How much this speaks for mail: distinct header names above each other, or a list's heads. */
    public double score() {
        Set<String> names = new HashSet<>();
        for (Piece p : headers) {
            header(p.text()).ifPresent(m -> names.add(m.group(1).toLowerCase(java.util.Locale.ROOT)));
        }
        double byHeaders = names.size() >= 3 ? 0.95 : names.size() == 2 ? 0.7 : 0;
        return Math.max(byHeaders, listTop >= 0 ? 0.8 : 0);
    }
}
