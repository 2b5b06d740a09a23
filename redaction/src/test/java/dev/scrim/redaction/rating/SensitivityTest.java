package dev.scrim.redaction.rating;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scrim.datasets.model.Action;
import dev.scrim.datasets.model.Box;
import dev.scrim.datasets.model.Category;
import dev.scrim.datasets.model.Finding;
import dev.scrim.datasets.model.FrameRef;
import dev.scrim.datasets.model.RecordingId;
import dev.scrim.datasets.model.SegmentView;
import dev.scrim.datasets.model.Sensitivity;
import dev.scrim.datasets.model.Step;
import dev.scrim.datasets.model.SubjectId;
import dev.scrim.datasets.model.TextRef;
import dev.scrim.datasets.model.TimeSpan;
import dev.scrim.datasets.model.TrajectoryId;
import dev.scrim.datasets.model.WindowEvent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SensitivityTest {
    private static Finding at(Category category, String entity, Finding.Place place) {
        return new Finding("id", category, entity, "x", 0.1f, "test.rule", place);
    }

    private static Finding.Place frame(long tUs) {
        return new Finding.OnScreen(tUs, List.of(new Box(1, 1, 9, 9)), Optional.empty());
    }

    private static Finding.Place text(TextRef.Kind kind, long ordinal) {
        return new Finding.InText(new TextRef(kind, ordinal), 0, 1);
    }

    /** Step n acts between the frames at 1000 n and 1000 n + 500; windows are numbered from 70. */
    private static Step step(int ordinal) {
        return new Step(
                ordinal,
                0,
                new Action.PressKey(new TimeSpan(ordinal * 1000L + 100, ordinal * 1000L + 200), "Enter", 1),
                Optional.of(new FrameRef(0, 2 * ordinal, ordinal * 1000L)),
                Optional.of(new FrameRef(0, 2 * ordinal + 1, ordinal * 1000L + 500)),
                Optional.of(new WindowEvent(0, 70 + ordinal, "app", "title", Optional.empty(), new Box(0, 0, 9, 9))));
    }

    private static SegmentView segment(int steps) {
        return new SegmentView(
                new TrajectoryId(new RecordingId("rec"), 0),
                new SubjectId("somebody"),
                List.of(),
                List.of(),
                java.util.stream.IntStream.range(0, steps)
                        .mapToObj(SensitivityTest::step)
                        .toList());
    }

    private static List<Integer> levels(SegmentView segment, Finding... findings) {
        return SensitivityRater.rate(segment, List.of(findings)).steps().values().stream()
                .map(Sensitivity::level)
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        "CREDENTIAL,PASSWORD,4",
        "FINANCE,CARD_NUMBER,4",
        "FINANCE,ACCOUNT_NUMBER,4",
        "FINANCE,MONEY,3",
        "TAX,SSN,4",
        "TAX,MONEY,3",
        "TAX,EIN,3",
        "MEDICAL,DIAGNOSIS,4",
        "MEDICAL,PERSON,4",
        "HR,SALARY,3",
        "HR,PERSON,3",
        "CHAT,MESSAGE,3",
        "CHAT,PERSON,3",
        "AI_PROMPT,MESSAGE,3",
        "PERSON,PERSON,2",
        "PERSON,ORG,2",
        "PERSON,DATE_OF_BIRTH,3",
        "CONTACT,EMAIL,2",
        "CONTACT,SSN,4",
        "UNREADABLE,UNREADABLE,3",
        "PERSON,SOMETHING_NEW,2",
        "MEDICAL,SOMETHING_NEW,4"
    })
    void aFindingIsRatedByTheHigherOfCategoryAndEntity(Category category, String entity, int level) {
        assertThat(SensitivityRule.of(at(category, entity, frame(0))).level()).isEqualTo(level);
    }

    @Test
    void noFindingOfAnyCategoryIsPublic() {
        for (Category category : Category.values()) {
            assertThat(SensitivityRule.of(category)).isNotEqualTo(Sensitivity.PUBLIC);
        }
    }

    @Test
    void aStepHasTheHighestOfItsFramesItsTypingAndItsWindow() {
        SegmentView three = segment(3);

        assertThat(levels(three)).containsExactly(1, 1, 1);
        assertThat(levels(three, at(Category.TAX, "SSN", frame(1000)))).containsExactly(1, 4, 1);
        assertThat(levels(three, at(Category.TAX, "MONEY", frame(1500)))).containsExactly(1, 3, 1);
        assertThat(levels(three, at(Category.PERSON, "PERSON", text(TextRef.Kind.TYPED, 2))))
                .containsExactly(1, 1, 2);
        assertThat(levels(three, at(Category.CHAT, "MESSAGE", text(TextRef.Kind.TITLE, 70))))
                .containsExactly(3, 1, 1);
        assertThat(levels(three, at(Category.CREDENTIAL, "TOKEN", text(TextRef.Kind.URL, 71))))
                .containsExactly(1, 4, 1);
        assertThat(levels(three, at(Category.PERSON, "PERSON", frame(0)), at(Category.HR, "SALARY", frame(0))))
                .containsExactly(3, 1, 1);
    }

    @Test
    void theTaskStandsOnEveryStepAndWhatNoStepShowsCountsForNone() {
        SegmentView two = segment(2);

        assertThat(levels(two, at(Category.PERSON, "PERSON", text(TextRef.Kind.TASK, 0))))
                .containsExactly(2, 2);
        assertThat(levels(
                        two, at(Category.TAX, "SSN", frame(777)), at(Category.TAX, "SSN", text(TextRef.Kind.TYPED, 9))))
                .containsExactly(1, 1);
    }

    @Test
    void aTrajectoryIsItsMostSensitiveStepAndMoreFindingsNeverLowerIt() {
        Random random = new Random(11);
        List<Category> categories = List.copyOf(EnumSet.allOf(Category.class));
        for (int round = 0; round < 200; round++) {
            SegmentView view = segment(1 + random.nextInt(6));
            List<Finding> findings = new ArrayList<>();
            Sensitivity before = Sensitivity.PUBLIC;
            for (int i = 0; i < 8; i++) {
                Category category = categories.get(random.nextInt(categories.size()));
                findings.add(at(category, "X", frame(500L * random.nextInt(14))));
                Collections.shuffle(findings, random);
                SensitivityRater.Ratings ratings = SensitivityRater.rate(view, findings);
                assertThat(ratings.trajectory())
                        .isEqualTo(ratings.steps().values().stream()
                                .max(Sensitivity::compareTo)
                                .orElseThrow());
                assertThat(ratings.trajectory()).isGreaterThanOrEqualTo(before);
                before = ratings.trajectory();
            }
        }
    }

    @Test
    void aTrajectoryWithoutStepsIsPublicAndLevelsAreOneToFour() {
        assertThat(SensitivityRater.rate(segment(0), List.of()).trajectory()).isEqualTo(Sensitivity.PUBLIC);
        for (Sensitivity s : Sensitivity.values()) {
            assertThat(Sensitivity.of(s.level())).isEqualTo(s);
        }
        assertThat(Sensitivity.RESTRICTED.level()).isEqualTo(4);
        assertThatThrownBy(() -> Sensitivity.of(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Sensitivity.of(5)).isInstanceOf(IllegalArgumentException.class);
    }
}
