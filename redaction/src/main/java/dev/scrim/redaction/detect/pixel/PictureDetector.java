package dev.scrim.redaction.detect.pixel;

import dev.scrim.datasets.model.Box;
import dev.scrim.datasets.model.Picture;
import dev.scrim.datasets.model.PictureKind;
import dev.scrim.datasets.model.PlacedLine;
import dev.scrim.datasets.model.ScreenView;
import dev.scrim.redaction.taxonomy.Entity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Decides about the pictures of one frame. Faces, codes, signatures and scans of writing are private wherever they are
 * (design: pixel detectors always mask); a tile that may be an avatar is so in a place about people, beside text, when it is one of a
 * column or holds initials; photos stay.
 */
public final class PictureDetector {
    /** Text that belongs to an avatar starts within this many of its widths. */
    private static final double BESIDE = 1.5;
    /** Boxes of equal tiles lie on a grid of 8 px and may differ by one cell; pixels. */
    private static final int MIN_SLACK_PX = 8;
    /** Initials are at most this long. */
    private static final int MAX_INITIALS = 3;

    /**
     * The private pictures of {@code view}, in its order.
     *
     * @param personal places whose content is about people: conversations, records of patients or staff
     */
    public List<PrivatePicture> find(ScreenView view, List<Box> personal) {
        List<PrivatePicture> out = new ArrayList<>();
        for (Picture picture : view.pictures()) {
            judge(picture, view, personal).ifPresent(out::add);
        }
        return out;
    }

    private static Optional<PrivatePicture> judge(Picture picture, ScreenView view, List<Box> personal) {
        return switch (picture.kind()) {
            case FACE -> found(picture, Entity.FACE, 0.9f, "pixel.face");
            case MATRIX_CODE -> found(picture, Entity.QR_CODE, picture.text().isEmpty() ? 0.8f : 1f, "pixel.code");
            case BARCODE -> found(picture, Entity.BARCODE, picture.text().isEmpty() ? 0.7f : 1f, "pixel.code");
            case SIGNATURE -> found(picture, Entity.SIGNATURE, 0.7f, "pixel.signature");
            case DOCUMENT -> found(picture, Entity.DOCUMENT_SCAN, 0.7f, "pixel.document");
            case AVATAR ->
                isPersonal(picture.box(), personal)
                                && isBesideText(picture.box(), view)
                                && (isOneOfMany(picture, view) || hasInitials(picture.box(), view))
                        ? found(picture, Entity.AVATAR, 0.7f, "pixel.avatar")
                        : Optional.empty();
            // Text that nobody can read is no picture: PictureRules says what it is.
            case PHOTO, UNREAD_TEXT -> Optional.empty();
        };
    }

    private static Optional<PrivatePicture> found(Picture picture, Entity entity, float score, String rule) {
        return Optional.of(new PrivatePicture(picture, entity, score, rule));
    }

    private static boolean isPersonal(Box box, List<Box> personal) {
        return personal.stream().anyMatch(p -> p.contains(box.centerX(), box.centerY()));
    }

    /** A row of text to the right, or the left where bubbles face right, at the avatar's height. */
    private static boolean isBesideText(Box box, ScreenView view) {
        double reach = BESIDE * box.w();
        for (PlacedLine line : view.lines()) {
            Box text = line.box();
            boolean level = text.y() < box.bottom() && box.y() < text.bottom();
            boolean apart = !box.contains(text.centerX(), text.centerY());
            double gap = Math.max(text.x() - box.right(), box.x() - text.right());
            if (level && apart && gap > -0.3 * box.w() && gap <= reach && letters(line) > MAX_INITIALS) {
                return true;
            }
        }
        return false;
    }

    /** Avatars stand in a column, all of one size; icons of a tool bar stand in a row. */
    private static boolean isOneOfMany(Picture picture, ScreenView view) {
        Box box = picture.box();
        int slack = Math.max(MIN_SLACK_PX, box.w() / 5);
        return view.pictures().stream()
                .filter(p -> p.kind() == PictureKind.AVATAR || p.kind() == PictureKind.FACE)
                .map(Picture::box)
                .anyMatch(b -> !b.equals(box)
                        && Math.abs(b.centerX() - box.centerX()) <= slack
                        && Math.abs(b.w() - box.w()) <= 2 * slack
                        && Math.abs(b.centerY() - box.centerY()) >= box.h());
    }

    private static boolean hasInitials(Box box, ScreenView view) {
        return view.lines().stream()
                .filter(line -> box.contains(line.box().centerX(), line.box().centerY()))
                .map(line -> line.line().text())
                .anyMatch(text -> text.length() <= MAX_INITIALS
                        && !text.isEmpty()
                        && text.chars().allMatch(Character::isUpperCase));
    }

    private static long letters(PlacedLine line) {
        return line.line().text().chars().filter(Character::isLetterOrDigit).count();
    }
}
