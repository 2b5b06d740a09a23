package dev.scrim.datasets.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scrim.datasets.check.UserError;
import dev.scrim.datasets.model.Box;
import dev.scrim.datasets.model.ControlEvent;
import dev.scrim.datasets.model.KeyEvent;
import dev.scrim.datasets.model.MouseButton;
import dev.scrim.datasets.model.MouseEvent;
import dev.scrim.datasets.model.Point;
import dev.scrim.datasets.model.RawEvent;
import dev.scrim.datasets.model.StreamKind;
import dev.scrim.datasets.model.WindowEvent;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventFieldsTest {
    private static Optional<RawEvent> json(StreamKind stream, String line) {
        try (EventReader reader = new JsonEventReader(
                "rec", stream, new ByteArrayInputStream(line.getBytes(StandardCharsets.UTF_8)), violation -> {})) {
            return reader.hasNext() ? Optional.of(reader.next()) : Optional.empty();
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Test
    void aKeyIsMappedExactly() {
        assertThat(
                        json(
                                StreamKind.KEYBOARD,
                                "{\"t_us\": 7, \"type\": \"down\", \"key\": \"KeyC\", \"code\": 54, \"char\": null,"
                                        + " \"mods\": [\"Control\", \"Shift\", \"Alt\", \"Super\", \"AltGraph\"], \"repeat\": true}"))
                .contains(new KeyEvent(
                        7,
                        0,
                        true,
                        "KeyC",
                        54,
                        Optional.empty(),
                        List.of("ctrl", "shift", "alt", "super", "altgr"),
                        true));
        assertThat(json(StreamKind.KEYBOARD, "{\"t_us\":7,\"type\":\"up\",\"key\":\"Slash\",\"char\":\"\\u00e9\"}"))
                .contains(new KeyEvent(7, 0, false, "Slash", -1, Optional.of("\u00e9"), List.of(), false));
    }

    @Test
    void aPointerEventMayHaveFractionsAndLieAnywhere() {
        assertThat(json(StreamKind.MOUSE, "{\"t_us\":1,\"type\":\"down\",\"x\":10.5,\"y\":-3,\"button\":\"right\"}"))
                .contains(new MouseEvent(
                        1, 0, MouseEvent.Kind.DOWN, new Point(10.5, -3), Optional.of(MouseButton.RIGHT), 0, 0));
        assertThat(json(StreamKind.MOUSE, "{\"t_us\":1,\"type\":\"scroll\",\"x\":1,\"y\":2,\"dx\":0,\"dy\":-0.25}"))
                .contains(new MouseEvent(1, 0, MouseEvent.Kind.SCROLL, new Point(1, 2), Optional.empty(), 0, -1));
        assertThat(json(StreamKind.MOUSE, "{\"t_us\":1,\"type\":\"move\",\"x\":1,\"y\":2,\"button\":null}"))
                .contains(new MouseEvent(1, 0, MouseEvent.Kind.MOVE, new Point(1, 2), Optional.empty(), 0, 0));
    }

    @Test
    void windowAndControlAreMapped() {
        assertThat(json(
                        StreamKind.WINDOW,
                        "{\"t_us\":1,\"app\":\"a\",\"title\":\"b\",\"url\":null,\"bounds\":[1.4,-2,3,4]}"))
                .contains(new WindowEvent(1, 0, "a", "b", Optional.empty(), new Box(1, -2, 3, 4)));
        assertThat(json(StreamKind.WINDOW, "{\"t_us\":1,\"app\":null,\"title\":null}"))
                .contains(new WindowEvent(1, 0, "", "", Optional.empty(), new Box(0, 0, 0, 0)));
        assertThat(json(StreamKind.CONTROL, "{\"t_us\":1,\"type\":\"resume\"}"))
                .contains(new ControlEvent(1, 0, ControlEvent.Kind.RESUME));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "KEYBOARD | {`type`:`down`,`key`:`KeyA`}",
                "KEYBOARD | {`t_us`:-1,`type`:`down`,`key`:`KeyA`}",
                "KEYBOARD | {`t_us`:1.5,`type`:`down`,`key`:`KeyA`}",
                "KEYBOARD | {`t_us`:99999999999999999999,`type`:`down`,`key`:`KeyA`}",
                "KEYBOARD | {`t_us`:`1`,`type`:`down`,`key`:`KeyA`}",
                "KEYBOARD | {`t_us`:1,`type`:`press`,`key`:`KeyA`}",
                "KEYBOARD | {`t_us`:1,`type`:`down`}",
                "KEYBOARD | {`t_us`:1,`type`:`down`,`key`:`KeyA`,`char`:5}",
                "KEYBOARD | {`t_us`:1,`type`:`down`,`key`:`KeyA`,`mods`:`Shift`}",
                "KEYBOARD | {`t_us`:1,`type`:`down`,`key`:`KeyA`,`repeat`:`no`}",
                "KEYBOARD | {`t_us`:1,`type`:`down`,`key`:`KeyA`} {}",
                "MOUSE | {`t_us`:1,`type`:`move`,`x`:1}",
                "MOUSE | {`t_us`:1,`type`:`move`,`x`:1,`y`:NaN}",
                "MOUSE | {`t_us`:1,`type`:`move`,`x`:1,`y`:1e30}",
                "MOUSE | {`t_us`:1,`type`:`down`,`x`:1,`y`:1}",
                "MOUSE | {`t_us`:1,`type`:`down`,`x`:1,`y`:1,`button`:`fourth`}",
                "WINDOW | {`t_us`:1,`app`:5,`title`:``}",
                "WINDOW | {`t_us`:1,`app`:`a`,`title`:`t`,`bounds`:[1,2,3]}",
                "WINDOW | {`t_us`:1,`app`:`a`,`title`:`t`,`bounds`:[1,2,3,-4]}",
                "CONTROL | {`t_us`:1,`type`:`halt`}",
                "CONTROL | [1]",
                "CONTROL | 5",
            })
    void whatTheFormatDoesNotSayIsNoEvent(StreamKind stream, String line) {
        assertThat(json(stream, line.replace('`', '"'))).isEmpty();
    }

    @Test
    void rowsOfATableAreReadThroughTheirColumns() {
        CaptureColumns columns =
                CaptureColumns.defaults().with(StreamKind.WINDOW, Map.of("t_us", "event_time", "bounds", "frame"));
        Map<String, Object> row = new HashMap<>();
        row.put("event_time", 12L);
        row.put("app", "a");
        row.put("title", "t");
        row.put("url", null);
        row.put("frame", Map.of("x", 1, "y", 2, "w", 3, "h", 4));

        assertThat(columns.toEvent(StreamKind.WINDOW, 5, row))
                .isEqualTo(
                        new ParsedEvent.Valid(new WindowEvent(12, 5, "a", "t", Optional.empty(), new Box(1, 2, 3, 4))));
        row.put("frame", new Object[] {1, 2L, 3.0, 4});
        assertThat(columns.toEvent(StreamKind.WINDOW, 5, row)).isInstanceOf(ParsedEvent.Valid.class);
        row.remove("event_time");
        assertThat(columns.toEvent(StreamKind.WINDOW, 5, row)).isEqualTo(new ParsedEvent.Invalid("t_us is missing"));
    }

    @Test
    void defaultColumnsAreTheFormatsFields() {
        assertThat(CaptureColumns.fields(StreamKind.KEYBOARD))
                .containsExactly("t_us", "type", "key", "code", "char", "mods", "repeat");
        assertThat(CaptureColumns.fields(StreamKind.MOUSE))
                .containsExactly("t_us", "type", "x", "y", "button", "dx", "dy");
        assertThat(CaptureColumns.fields(StreamKind.WINDOW)).containsExactly("t_us", "app", "title", "url", "bounds");
        assertThat(CaptureColumns.fields(StreamKind.CONTROL)).containsExactly("t_us", "type");
        assertThat(CaptureColumns.defaults().column(StreamKind.MOUSE)).containsEntry("button", "button");
    }

    @Test
    void aColumnForNoFieldIsTheUsersMistake() {
        assertThatThrownBy(() -> CaptureColumns.defaults().with(StreamKind.MOUSE, Map.of("pressure", "p")))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("pressure")
                .hasMessageContaining("t_us, type, x");
    }

    @Test
    void columnsTravelToAnExecutor() throws Exception {
        CaptureColumns columns = CaptureColumns.defaults().with(StreamKind.MOUSE, Map.of("x", "px"));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(columns);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            assertThat(in.readObject()).isEqualTo(columns);
        }
    }
}
