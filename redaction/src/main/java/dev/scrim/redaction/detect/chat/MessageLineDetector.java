package dev.scrim.redaction.detect.chat;

import dev.scrim.datasets.model.Category;
import dev.scrim.redaction.detect.Cues;
import dev.scrim.redaction.detect.Reading;
import dev.scrim.redaction.detect.ReadingDetector;
import dev.scrim.redaction.taxonomy.Entity;
import java.util.regex.Pattern;

/** Lines that show themselves to be messages: {@code [hh:mm] <nick> text}, {@code <nick> text} and mail subjects beside their label. */
public final class MessageLineDetector extends ReadingDetector {
    private static final Pattern NICK = Pattern.compile(
            "^\\W{0,2}(?:[\\[(]?\\d{1,2}[:.]\\d{2}(?:[:.]\\d{2})?(?: ?[ap]m)?[\\])]? ?)?<[@+~&%]?[\\p{L}_\\[\\]|^`-][\\p{L}\\d_\\[\\]|^`-]{0,30}> ?(\\S.*)$");
    private static final Pattern STAMPED = Pattern.compile(
            "^[\\[(]\\d{1,2}[:.]\\d{2}(?:[:.]\\d{2})?(?: ?[ap]m)?[\\])] ?([\\p{L}][\\p{L}\\d_ .-]{1,30}): (\\S.*)$");
    private static final Pattern SUBJECT = Pattern.compile("^(?:re|fwd?|aw|subject): ?(\\S.*)$");
    private static final Pattern SUBJECT_LABEL = Cues.whole("subject|betreff|asunto|objet");
    private static final Pattern MARKUP = Cues.whole(
            "div|span|html|body|table|string|int|t|type|name|file|path|option|args?|id|url|list|map|class|p|br|li|ul|a|head|script|style|template|button|input|form");

    public MessageLineDetector() {
        super("message", "1");
    }

    @Override
    protected void find(Reading r, Reading.Spans out) {
        r.eachPhrase(NICK, (m, at) -> {
            boolean markup = MARKUP.matcher(m.group().substring(0, m.group().indexOf('>')))
                    .find();
            if (!markup || r.likely(Category.CHAT)) {
                out.add(new int[] {0, r.text().length()}, Category.CHAT, Entity.MESSAGE, 0.85, "nick");
            }
        });
        r.eachPhrase(
                STAMPED,
                (m, at) -> out.add(
                        new int[] {0, r.text().length()},
                        Category.CHAT,
                        Entity.MESSAGE,
                        r.likely(Category.CHAT) ? 0.9 : 0.6,
                        "stamped"));
        if (r.labelHas(SUBJECT_LABEL)) {
            out.add(new int[] {0, r.text().length()}, Category.CHAT, Entity.MESSAGE, 0.7, "subject-label");
        } else {
            r.eachPhrase(SUBJECT, (m, at) -> {
                if (r.likely(Category.CHAT)) {
                    out.add(new int[] {m.start(1), m.end(1)}, Category.CHAT, Entity.MESSAGE, 0.8, "subject");
                }
            });
        }
    }
}
