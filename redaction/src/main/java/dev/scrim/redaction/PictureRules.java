package dev.scrim.redaction;

import dev.scrim.datasets.model.Box;
import dev.scrim.datasets.model.Category;
import dev.scrim.datasets.model.Picture;
import dev.scrim.datasets.model.PictureKind;
import dev.scrim.redaction.FrameScene.WindowScene;
import dev.scrim.redaction.detect.pixel.PictureDetector;
import dev.scrim.redaction.detect.pixel.PrivatePicture;
import dev.scrim.redaction.layout.PaneKind;
import dev.scrim.redaction.taxonomy.Entity;
import java.util.List;
import java.util.Optional;

/** Brings private pictures among the findings: what is shown, not what is written; and text in scripts that nobody reads. */
final class PictureRules {
    private static final float LEGIBLE = 0.9f;

    /** Text in a foreign script is that for sure; what it says is anybody's guess. */
    private static final double UNREAD = 0.5;

    private final PictureDetector detector = new PictureDetector();

    void find(FrameScene frame, Finds out) {
        List<Box> personal = frame.windows().stream()
                .filter(PictureRules::isPersonal)
                .map(w -> w.window().bounds())
                .toList();
        for (Picture p : frame.layout().view().pictures()) {
            if (p.kind() == PictureKind.UNREAD_TEXT) {
                // Fail closed: it is covered wherever it stands, and a policy cannot keep it.
                out.boxes(
                        frame.tUs(),
                        List.of(p.box()),
                        Optional.empty(),
                        "",
                        Category.UNREADABLE,
                        "UNREADABLE",
                        UNREAD,
                        "script.unread");
            }
        }
        for (PrivatePicture p : detector.find(frame.layout().view(), personal)) {
            if (p.entity() == Entity.SIGNATURE && isPrinted(frame, p.picture().box())) {
                continue;
            }
            out.boxes(
                    frame.tUs(),
                    List.of(p.picture().box()),
                    Optional.empty(),
                    p.picture().text(),
                    Category.PICTURE,
                    p.entity().name(),
                    p.score(),
                    p.rule());
        }
    }

    /** Whether a reader read the strokes well: handwriting comes out as noise. */
    private static boolean isPrinted(FrameScene frame, Box box) {
        return frame.layout().pieces().stream()
                .anyMatch(p -> p.confidence() >= LEGIBLE
                        && p.text().chars().filter(Character::isLetter).count() >= 3
                        && p.box().commonArea(box) * 2 >= box.area());
    }

    /** Conversations, and records of patients or staff; not a chat with an assistant, whose tile is a logo. */
    private static boolean isPersonal(WindowScene window) {
        return window.window().id() >= 0
                && (window.is(PaneKind.CHAT)
                        || window.is(PaneKind.MAIL)
                        || window.is(PaneKind.HR)
                        || window.is(PaneKind.MEDICAL));
    }
}
