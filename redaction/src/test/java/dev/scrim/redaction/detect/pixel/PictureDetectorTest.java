package dev.scrim.redaction.detect.pixel;

import static dev.scrim.redaction.Screens.line;
import static org.assertj.core.api.Assertions.assertThat;

import dev.scrim.datasets.model.Box;
import dev.scrim.datasets.model.FrameRef;
import dev.scrim.datasets.model.Picture;
import dev.scrim.datasets.model.PictureKind;
import dev.scrim.datasets.model.ScreenView;
import dev.scrim.datasets.model.Viewport;
import dev.scrim.redaction.taxonomy.Entity;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PictureDetectorTest {
    private static final Box CHAT = new Box(0, 0, 600, 600);
    private static final Picture FIRST = new Picture(PictureKind.AVATAR, new Box(20, 100, 32, 32));
    private static final Picture SECOND = new Picture(PictureKind.AVATAR, new Box(20, 160, 32, 32));

    private static List<Entity> found(List<Box> personal, Picture... pictures) {
        ScreenView view = new ScreenView(
                new FrameRef(0, 0, 0),
                new Viewport(800, 600, 1),
                List.of(line(64, 104, "somebody writes"), line(64, 164, "somebody answers")),
                List.of(pictures),
                Optional.empty());
        return new PictureDetector()
                .find(view, personal).stream().map(PrivatePicture::entity).toList();
    }

    @Test
    void facesCodesSignaturesAndScansArePrivateEverywhereAndPhotosNowhere() {
        Box box = new Box(300, 300, 80, 80);
        assertThat(found(
                        List.of(),
                        new Picture(PictureKind.FACE, box),
                        new Picture(PictureKind.MATRIX_CODE, box, "text"),
                        new Picture(PictureKind.BARCODE, box),
                        new Picture(PictureKind.SIGNATURE, box),
                        new Picture(PictureKind.DOCUMENT, box),
                        new Picture(PictureKind.PHOTO, box)))
                .containsExactly(Entity.FACE, Entity.QR_CODE, Entity.BARCODE, Entity.SIGNATURE, Entity.DOCUMENT_SCAN);
    }

    @Test
    void avatarsAreThoseInAColumnBesideTextWhereThingsAreAboutPeople() {
        assertThat(found(List.of(CHAT), FIRST, SECOND)).containsExactly(Entity.AVATAR, Entity.AVATAR);
        assertThat(found(List.of(), FIRST, SECOND)).isEmpty();
        assertThat(found(List.of(CHAT), FIRST)).isEmpty();
        Picture beside = new Picture(PictureKind.AVATAR, new Box(400, 104, 32, 32));
        assertThat(found(List.of(CHAT), beside, new Picture(PictureKind.AVATAR, new Box(440, 104, 32, 32))))
                .isEmpty();
    }

    @Test
    void whatACodeSaysIsKeptForPropagation() {
        Picture code = new Picture(PictureKind.MATRIX_CODE, new Box(300, 300, 80, 80), "https://pay.example/i/1");
        ScreenView view = new ScreenView(
                new FrameRef(0, 0, 0), new Viewport(800, 600, 1), List.of(), List.of(code), Optional.empty());
        assertThat(new PictureDetector().find(view, List.of()))
                .singleElement()
                .satisfies(p -> assertThat(p.picture().text()).isEqualTo("https://pay.example/i/1"));
        assertThat(code.toString()).doesNotContain("pay.example");
    }
}
