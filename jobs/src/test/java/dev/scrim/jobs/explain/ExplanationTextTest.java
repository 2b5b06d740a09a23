package dev.scrim.jobs.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scrim.datasets.model.Box;
import dev.scrim.datasets.model.Category;
import dev.scrim.datasets.model.Sensitivity;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ExplanationTextTest {
    /** Clears a terminal with either set of controls, sets its title, ends lines in three ways, and runs backwards. */
    private static final String HOSTILE =
            "\u001B[2J\u009B2J\u001B]0;title\u0007\rforged\nline\u2028more\u0085end\u202Egpj.exe\u0000";

    private static Explanation.Cause cause() {
        return new Explanation.Cause(
                Category.PERSON, HOSTILE, "d", Optional.of("o"), 0.5f, 2, true, Optional.of(HOSTILE));
    }

    @Test
    void nothingThatWasRecordedSteersTheTerminalOrForgesALine() {
        Explanation.Frame frame = new Explanation.Frame(
                "observation",
                1_000,
                HOSTILE,
                Optional.empty(),
                Optional.empty(),
                List.of(new Explanation.Painted(
                        1, new Box(1, 2, 3, 4), Category.PERSON, HOSTILE, List.of(cause()), Optional.empty())));
        Explanation.Text title = new Explanation.Text(
                "title", HOSTILE, Optional.of(HOSTILE), List.of(new Explanation.Replaced(HOSTILE, cause())));

        String text = ExplanationText.of(
                new Explanation(
                        "b", "s", "t", 1, 2, HOSTILE, Sensitivity.PUBLIC, HOSTILE, List.of(frame), List.of(title)),
                Map.of("observation", "p.png"));

        assertThat(text.codePoints().filter(c -> c != '\n'))
                .noneMatch(Character::isISOControl)
                .noneMatch(c -> c == 0x2028 || c == 0x202E);
        assertThat(text.lines()).noneMatch(line -> line.startsWith("forged") || line.startsWith("line"));
    }
}
