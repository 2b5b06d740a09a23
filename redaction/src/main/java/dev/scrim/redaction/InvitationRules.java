package dev.scrim.redaction;

import dev.scrim.datasets.model.Box;
import dev.scrim.datasets.model.Category;
import dev.scrim.redaction.FrameScene.WindowScene;
import dev.scrim.redaction.layout.FrameLayout;
import dev.scrim.redaction.layout.Notices;
import dev.scrim.redaction.layout.Piece;
import dev.scrim.redaction.layout.WordLists;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Invitations and entries of a calendar: who meets whom, what about, and what is said of it, are as private as a mail. */
final class InvitationRules {
    private static final Set<String> PEOPLE = Set.of(
            "organiser",
            "organizer",
            "attendees",
            "required attendees",
            "optional attendees",
            "invitees",
            "invited",
            "guests",
            "participants",
            "organisator",
            "teilnehmer",
            "organisateur",
            "participants obligatoires",
            "organizador",
            "asistentes",
            "organizzatore",
            "partecipanti",
            "deelnemers");
    private static final Set<String> OTHERS = Set.of(
            "required",
            "optional",
            "erforderlich",
            "when",
            "where",
            "time",
            "date",
            "starts",
            "ends",
            "start",
            "end",
            "location",
            "place",
            "dial in",
            "join",
            "meeting id",
            "repeats",
            "reminder",
            "agenda",
            "subject",
            "wann",
            "wo",
            "ort",
            "zeit",
            "lieu",
            "date et heure",
            "cuando",
            "donde",
            "quando",
            "dove",
            "wanneer",
            "waar");
    /** The title stands at most so many heights above the first label. */
    private static final double TITLE_GAP = 3.5;

    private static final int SENTENCE = 5;

    private final WordLists lists = WordLists.standard();

    /** Adds the title, the people and the description of an invitation. */
    void find(FrameScene frame, WindowScene scene, Finds out) {
        List<Piece> labels = new ArrayList<>();
        Set<String> people = new HashSet<>();
        Set<String> all = new HashSet<>();
        for (Piece p : scene.content()) {
            String key = WordLists.plain(String.join(" ", WordLists.tokens(p.text())));
            boolean aligned = labels.isEmpty()
                    || Math.abs(p.box().x() - labels.get(0).box().x())
                            <= p.box().h();
            if (aligned && (PEOPLE.contains(key) || OTHERS.contains(key))) {
                labels.add(p);
                all.add(key);
                if (PEOPLE.contains(key)) {
                    people.add(key);
                }
            }
        }
        boolean invitation = !people.isEmpty() && all.size() >= 2;
        if (!invitation || scene.plain()) {
            return;
        }
        FrameLayout layout = frame.layout();
        Box first = labels.get(0).box();
        Box last = labels.get(labels.size() - 1).box();
        for (Piece p : scene.content()) {
            boolean edge = Math.abs(p.box().x() - first.x()) <= first.h();
            boolean title = edge
                    && p.box().bottom() <= first.y()
                    && first.y() - p.box().bottom() < TITLE_GAP * first.h()
                    && p.wordCount() >= 2;
            boolean said = edge && p.box().y() >= last.bottom() && p.wordCount() >= SENTENCE;
            boolean value = labels.stream()
                    .anyMatch(l -> l.index() != p.index()
                            && FrameLayout.sameRow(l.box(), p.box())
                            && p.box().x() >= l.box().right());
            if ((title || said || value)
                    && !p.words().isEmpty()
                    && !lists.isInterface(p.text())
                    && !Notices.isNotice(p)) {
                out.whole(layout, p, Category.CHAT, title ? "SUBJECT" : "MESSAGE", 0.7, "invitation.entry");
            }
        }
    }
}
