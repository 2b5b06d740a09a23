package dev.scrim.featurizers.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scrim.datasets.check.UserError;
import dev.scrim.datasets.model.Action;
import dev.scrim.datasets.model.ControlEvent;
import dev.scrim.datasets.model.DropCode;
import dev.scrim.datasets.model.EventFate;
import dev.scrim.datasets.model.MouseButton;
import dev.scrim.datasets.model.StreamKind;
import dev.scrim.datasets.model.TimeSpan;
import dev.scrim.featurizers.Hand;
import dev.scrim.featurizers.Pipeline;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ActionGrammarTest {
    private static Hand hand() {
        return new Hand().after(1000);
    }

    private static List<DropCode> dropped(Pipeline run, StreamKind stream) {
        return run.fates.stream()
                .filter(f -> f.stream() == stream)
                .flatMap(f -> f.dropCode().stream())
                .toList();
    }

    @Nested
    class Clicks {
        @Test
        void aDoubleClickAsTheFirstActionIsOneAction() {
            assertThat(hand().click(50, 60).after(80).click(51, 60).steps()).containsExactly("double_click 50,60");
        }

        @Test
        void threeQuickPressesAreATripleClickAndTheFourthStartsAnew() {
            Hand hand = hand();
            for (int i = 0; i < 4; i++) {
                hand.click(50, 60).after(90);
            }
            assertThat(hand.steps()).containsExactly("triple_click 50,60", "click 50,60");
        }

        @Test
        void slowOrDistantPressesStayApart() {
            assertThat(hand().click(50, 60).after(600).click(50, 60).steps())
                    .containsExactly("click 50,60", "click 50,60");
            assertThat(hand().click(50, 60).after(100).click(80, 60).steps())
                    .containsExactly("click 50,60", "click 80,60");
        }

        @Test
        void clickTypeClickAtOneSpotIsNoDoubleClick() {
            assertThat(hand().click(50, 60).after(50).type("a").click(50, 60).steps())
                    .containsExactly("click 50,60", "type \"a\"", "click 50,60");
        }

        @Test
        void otherButtonsKeepTheirKind() {
            assertThat(hand().press(5, 6, MouseButton.RIGHT)
                            .after(50)
                            .release(MouseButton.RIGHT)
                            .after(900)
                            .press(7, 8, MouseButton.MIDDLE)
                            .after(50)
                            .release(MouseButton.MIDDLE)
                            .steps())
                    .containsExactly("right_click 5,6", "middle_click 7,8");
        }

        @Test
        void modifiersHeldDuringAClickBelongToIt() {
            Pipeline run = hand().down("ControlLeft")
                    .after(100)
                    .click(5, 6)
                    .after(100)
                    .up("ControlLeft")
                    .run();
            assertThat(run.steps).hasSize(1);
            assertThat(Hand.brief(run.steps.get(0).action())).isEqualTo("ctrl+click 5,6");
            assertThat(run.fates).allMatch(f -> f.step().isPresent());
        }

        @Test
        void movementThatLeadsToAPressBelongsToItAndOtherMovementIsIdle() {
            Hand hand = hand().move(600, 400).after(5000);
            for (int i = 0; i < 10; i++) {
                hand.move(600 - 50 * i, 400).after(15);
            }
            Pipeline run = hand.after(80).click(150, 400).run();
            assertThat(dropped(run, StreamKind.MOUSE)).containsExactly(DropCode.IDLE_MOVE);
            assertThat(run.fates.stream().filter(f -> f.step().isPresent())).hasSize(12);
        }

        @Test
        void aPressWithoutReleaseIsNoise() {
            Pipeline run = hand().press(5, 6).after(300).move(9, 9).run();
            assertThat(run.steps).isEmpty();
            assertThat(dropped(run, StreamKind.MOUSE)).containsOnly(DropCode.NEVER_RELEASED);
        }
    }

    @Nested
    class DragsAndScrolls {
        @Test
        void aTrailingDragIsKeptWithItsWay() {
            Hand hand = hand().press(100, 100);
            for (int i = 1; i <= 20; i++) {
                hand.after(15).move(100 + 10 * i, 100 + (i > 10 ? 10 * (i - 10) : 0));
            }
            Pipeline run = hand.after(20).release().run();
            Action.Drag drag = (Action.Drag) run.steps.get(0).action();
            assertThat(Hand.brief(drag)).isEqualTo("drag 100,100 300,200");
            assertThat(drag.path()).hasSize(3);
        }

        @Test
        void aShakyClickIsNoDrag() {
            assertThat(hand().press(100, 100)
                            .after(20)
                            .move(103, 101)
                            .after(20)
                            .release()
                            .steps())
                    .containsExactly("click 100,100");
        }

        @Test
        void theWayOfALongDragStaysBounded() {
            Hand hand = hand().press(100, 100);
            for (int i = 1; i <= 5000; i++) {
                hand.after(2).move(400 + (int) (200 * Math.sin(i / 7.0)), 400 + (int) (200 * Math.cos(i / 9.0)));
            }
            Action.Drag drag = (Action.Drag) hand.release().run().steps.get(0).action();
            assertThat(drag.path()).hasSizeLessThanOrEqualTo(258);
        }

        @Test
        void notchesOfOneWayMakeOneScrollToTheVeryEndOfTheRecording() {
            assertThat(hand().move(9, 9)
                            .scroll(1)
                            .after(100)
                            .scroll(1)
                            .after(120)
                            .scroll(1)
                            .steps())
                    .containsExactly("scroll 9,9 0/3");
        }

        @Test
        void anotherWayPlaceOrTimeStartsAnotherScroll() {
            assertThat(hand().move(9, 9)
                            .scroll(1)
                            .after(100)
                            .scroll(-1)
                            .after(100)
                            .move(90, 90)
                            .after(100)
                            .scroll(-1)
                            .after(900)
                            .scroll(-1)
                            .steps())
                    .containsExactly("scroll 9,9 0/1", "scroll 9,9 0/-1", "scroll 90,90 0/-1", "scroll 90,90 0/-1");
        }
    }

    @Nested
    class Texts {
        @Test
        void shiftWithALetterStartsATextAndIsNoShortcut() {
            assertThat(hand().type("Hello World").steps()).containsExactly("type \"Hello World\"");
        }

        @Test
        void slipsPutRightAreInTheRawTextOnly() {
            Pipeline run =
                    hand().type("helo").tap("Backspace").after(150).type("lo").run();
            Action.TypeText text = (Action.TypeText) run.steps.get(0).action();
            assertThat(text.text()).isEqualTo("hello");
            assertThat(text.raw()).isEqualTo("helolo");
            assertThat(run.steps).hasSize(1);
        }

        @Test
        void backSpaceBeyondTheTextIsAKey() {
            assertThat(hand().type("a")
                            .tap("Backspace")
                            .after(80)
                            .tap("Backspace")
                            .steps())
                    .containsExactly("type \"\"", "key backspace");
        }

        @Test
        void aGapAClickOrAnotherWindowEndsAText() {
            assertThat(hand().type("ab").after(3000).type("cd").steps())
                    .startsWith("type \"ab\"")
                    .endsWith("type \"cd\"");
            assertThat(hand().type("ab").click(5, 6).after(50).type("cd").steps())
                    .containsExactly("type \"ab\"", "click 5,6", "type \"cd\"");
            assertThat(hand().window("editor", "one")
                            .type("ab")
                            .window("chat", "two")
                            .type("cd")
                            .steps())
                    .containsExactly("type \"ab\"", "type \"cd\"");
        }

        @Test
        void aMereChangeOfTitleDoesNotEndAText() {
            assertThat(hand().window("editor", "one")
                            .type("ab")
                            .window("editor", "one *")
                            .type("cd")
                            .steps())
                    .containsExactly("type \"abcd\"");
        }

        @Test
        void enterInTheRhythmOfATextIsPartOfItAndLaterAKey() {
            assertThat(hand().type("ls").tap("Enter").steps()).containsExactly("type \"ls\\n\"");
            assertThat(hand().type("hi").after(300).tap("Enter").steps()).containsExactly("type \"hi\"", "key enter");
        }

        @Test
        void tabMovesTheFocusSoTheNextFieldIsAnotherText() {
            assertThat(hand().type("12").tap("Tab").after(60).type("34").steps())
                    .containsExactly("type \"12\\t\"", "type \"34\"");
        }

        @Test
        void aCursorKeyEndsATextAndIsAKey() {
            assertThat(hand().type("ac").tap("ArrowLeft").after(60).type("b").steps())
                    .containsExactly("type \"ac\"", "key left", "type \"b\"");
        }

        @Test
        void autoRepeatIsNoText() {
            Hand hand = hand().down("KeyJ").after(400);
            for (int i = 0; i < 5; i++) {
                hand.repeat("KeyJ").after(33);
            }
            assertThat(hand.up("KeyJ").after(100).type("ok").steps()).containsExactly("key j x6", "type \"ok\"");
        }

        @Test
        void aSecondStrokeBeforeTheFirstReleaseIsTextThoughFlaggedAsRepeat() {
            assertThat(hand().down("KeyL")
                            .after(60)
                            .repeat("KeyL")
                            .after(50)
                            .up("KeyL")
                            .steps())
                    .containsExactly("type \"ll\"");
        }

        @Test
        void aHeldBackSpaceErasesTheTextAndThenActsAsAKey() {
            Hand hand = hand().type("abc").down("Backspace").after(400);
            for (int i = 0; i < 4; i++) {
                hand.repeat("Backspace").after(33);
            }
            assertThat(hand.up("Backspace").steps()).containsExactly("type \"\"", "key backspace x2");
        }

        @Test
        void physicalKeysAloneGiveUncertainText() {
            assertThat(hand().bareTap("KeyH").after(50).bareTap("Digit1").steps())
                    .containsExactly("type \"h1\"?");
        }

        @Test
        void aKeyWithoutTextAmongKeysWithTextMakesItUncertain() {
            assertThat(hand().type("a").bareTap("Quote").after(50).type("e").steps())
                    .containsExactly("type \"ae\"?");
        }
    }

    @Nested
    class KeysAndShortcuts {
        @Test
        void controlHeldOverTwoKeysIsTwoShortcuts() {
            Pipeline run = hand().down("ControlLeft")
                    .after(50)
                    .tap("KeyC")
                    .after(200)
                    .tap("KeyV")
                    .after(50)
                    .up("ControlLeft")
                    .run();
            assertThat(run.steps.stream().map(s -> Hand.brief(s.action())))
                    .containsExactly("hotkey ctrl+c", "hotkey ctrl+v");
            assertThat(run.fates).allMatch(f -> f.step().isPresent());
        }

        @Test
        void shiftWithAKeyThatEntersNothingIsAShortcut() {
            assertThat(hand().down("ShiftLeft")
                            .after(40)
                            .tap("Tab")
                            .after(40)
                            .tap("ArrowDown")
                            .after(40)
                            .up("ShiftLeft")
                            .steps())
                    .containsExactly("hotkey shift+tab", "hotkey shift+down");
        }

        @Test
        void modifiersAreNamedFirstAndInOneOrder() {
            assertThat(hand().down("ShiftLeft")
                            .after(40)
                            .down("ControlLeft")
                            .after(40)
                            .tap("KeyT")
                            .up("ControlLeft")
                            .up("ShiftLeft")
                            .steps())
                    .containsExactly("hotkey ctrl+shift+t");
        }

        @Test
        void aModifierAloneIsNoiseButSuperOpensTheLauncher() {
            Pipeline run = hand().tap("ShiftLeft").after(500).tap("MetaLeft").run();
            assertThat(run.steps.stream().map(s -> Hand.brief(s.action()))).containsExactly("key super");
            assertThat(dropped(run, StreamKind.KEYBOARD))
                    .containsExactly(DropCode.LONE_MODIFIER, DropCode.LONE_MODIFIER);
        }

        @Test
        void aHeldKeyIsOneActionWithItsCountAndSeparateStrokesAreSeparate() {
            Hand hand = hand().down("ArrowDown").after(400);
            for (int i = 0; i < 9; i++) {
                hand.repeat("ArrowDown").after(33);
            }
            assertThat(hand.up("ArrowDown")
                            .after(120)
                            .tap("ArrowUp")
                            .after(120)
                            .tap("ArrowUp")
                            .steps())
                    .containsExactly("key down x10", "key up", "key up");
        }

        @Test
        void keysHeldSinceBeforeTheRecordingAreNoise() {
            Pipeline run = hand().up("KeyQ")
                    .after(100)
                    .repeat("ArrowDown")
                    .after(30)
                    .up("ArrowDown")
                    .run();
            assertThat(run.steps).isEmpty();
            assertThat(dropped(run, StreamKind.KEYBOARD))
                    .containsExactly(
                            DropCode.RELEASE_WITHOUT_PRESS,
                            DropCode.REPEAT_WITHOUT_PRESS,
                            DropCode.RELEASE_WITHOUT_PRESS);
        }

        @Test
        void theShortcutThatStopsTheRecorderIsNoise() {
            Pipeline run = hand().type("x")
                    .after(900)
                    .down("ControlLeft")
                    .after(50)
                    .down("F12")
                    .after(30)
                    .control(ControlEvent.Kind.STOP)
                    .run();
            assertThat(run.steps).hasSize(1);
            assertThat(dropped(run, StreamKind.KEYBOARD))
                    .containsExactly(DropCode.RECORDER_HOTKEY, DropCode.RECORDER_HOTKEY);
        }
    }

    @Nested
    class Dropdowns {
        /** Twelve frames of plain pointer movement, so that the log knows what that costs. */
        private Hand desk() {
            Hand hand = new Hand().frame(30_000, true).window("browser", "page");
            for (int i = 0; i < 30; i++) {
                hand.after(50).move(300 + i, 300);
                if (i % 2 == 0) {
                    hand.frame(200);
                }
            }
            return hand.after(50);
        }

        @Test
        void aListThatOpensUnderTheControlAndClosesIsOneChoice() {
            assertThat(desk().click(300, 300)
                            .frames(3000, 2500, 100, 60)
                            .move(295, 330)
                            .frames(250)
                            .move(290, 352)
                            .frames(900, 60)
                            .click(290, 352)
                            .frames(1500, 100, 60, 60, 60)
                            .steps())
                    .containsExactly("dropdown 300,300 290,352");
        }

        @Test
        void twoRowsOfATableAreTwoClicks() {
            assertThat(desk().click(300, 300)
                            .frames(900, 60, 60, 60)
                            .move(295, 330)
                            .frames(250, 60)
                            .click(290, 352)
                            .frames(900, 60, 60, 60, 60)
                            .steps())
                    .containsExactly("click 300,300", "click 290,352");
        }

        @Test
        void rowsThatLoadADetailPaneAreClicks() {
            assertThat(desk().click(300, 300)
                            .frames(6000, 200, 60, 60)
                            .move(295, 330)
                            .frames(250, 60)
                            .click(300, 340)
                            .frames(6200, 100, 60, 60, 60)
                            .steps())
                    .containsExactly("click 300,300", "click 300,340");
        }

        @Test
        void aPageThatChangesBetweenTwoClicksIsNoList() {
            assertThat(desk().click(300, 300)
                            .frames(3000, 2500)
                            .window("browser", "another page")
                            .frames(60, 60)
                            .move(290, 352)
                            .frames(900)
                            .click(290, 352)
                            .frames(1500, 60, 60, 60, 60)
                            .steps())
                    .containsExactly("click 300,300", "click 290,352");
        }

        @Test
        void aListOpenedAndLeftByTypingIsAClick() {
            assertThat(desk().click(300, 300)
                            .frames(3000, 2500, 60, 60)
                            .type("o")
                            .frames(1500, 60, 60, 60, 60)
                            .steps())
                    .containsExactly("click 300,300", "type \"o\"");
        }

        @Test
        void aNativeListByPressDragAndReleaseIsOneChoice() {
            assertThat(desk().press(300, 300)
                            .frames(3000, 2500, 60, 60)
                            .move(300, 320)
                            .frames(300)
                            .move(298, 350)
                            .frames(700)
                            .release()
                            .frames(1500, 60, 60, 60, 60)
                            .steps())
                    .containsExactly("dropdown 300,300 298,350");
        }

        @Test
        void selectingTextDownwardsIsADrag() {
            assertThat(desk().press(300, 300)
                            .frames(60)
                            .move(300, 320)
                            .frames(3000)
                            .move(298, 350)
                            .frames(2000)
                            .release()
                            .frames(60, 60, 60, 60, 60)
                            .steps())
                    .containsExactly("drag 300,300 298,350");
        }
    }

    @Nested
    class Segments {
        @Test
        void aWaitStandsBetweenActionsThatAreFarApart() {
            assertThat(hand().click(5, 6).after(4000).click(500, 600).steps())
                    .containsExactly("click 5,6", "wait", "click 500,600");
        }

        @Test
        void aLongIdleGapStartsATrajectory() {
            Pipeline run = hand().click(5, 6).after(31_000).click(500, 600).run();
            assertThat(run.steps.stream().map(s -> s.trajectory())).containsExactly(0, 1);
        }

        @Test
        void aTrajectoryIsBounded() {
            Hand hand = hand();
            for (int i = 0; i < 450; i++) {
                hand.click(10 + 20 * (i % 50), 200).after(700);
            }
            Pipeline run = hand.run();
            assertThat(run.steps).hasSize(450);
            assertThat(run.steps.get(449).trajectory()).isEqualTo(2);
        }

        @Test
        void aPauseCutsATextAndStartsATrajectory() {
            Pipeline run = hand().type("ab")
                    .control(ControlEvent.Kind.PAUSE)
                    .after(50)
                    .type("secret")
                    .control(ControlEvent.Kind.RESUME)
                    .after(50)
                    .type("cd")
                    .run();
            assertThat(run.steps.stream().map(s -> Hand.brief(s.action())))
                    .containsExactly("type \"ab\"", "type \"cd\"");
            assertThat(run.steps.stream().map(s -> s.trajectory())).containsExactly(0, 1);
            assertThat(((Action.TypeText) run.steps.get(0).action()).raw()).isEqualTo("ab");
        }

        @Test
        void aKeyHeldAcrossAPauseDoesNotLeakIn() {
            Pipeline run = hand().control(ControlEvent.Kind.PAUSE)
                    .after(100)
                    .down("KeyA")
                    .after(400)
                    .control(ControlEvent.Kind.RESUME)
                    .after(20)
                    .repeat("KeyA")
                    .after(30)
                    .up("KeyA")
                    .run();
            assertThat(run.steps).isEmpty();
            assertThat(dropped(run, StreamKind.KEYBOARD))
                    .containsExactlyInAnyOrder(
                            DropCode.PAUSED, DropCode.REPEAT_WITHOUT_PRESS, DropCode.RELEASE_WITHOUT_PRESS);
        }

        @Test
        void aChangeOfConsentSeparatesTrajectories() {
            Pipeline run = hand().type("ab")
                    .after(500)
                    .type("secret")
                    .after(500)
                    .type("cd")
                    .run(
                            ActionProfile.DEFAULT,
                            List.of(new TimeSpan(0, 1_500_000), new TimeSpan(2_500_000, 9_000_000)));
            assertThat(run.steps.stream().map(s -> s.trajectory())).containsExactly(0, 1);
            assertThat(run.steps).noneMatch(s -> Hand.brief(s.action()).contains("secret"));
        }

        @Test
        void theWindowOfAStepIsTheOneInWhichItBegan() {
            Pipeline run = hand().window("one", "1")
                    .click(5, 6)
                    .window("two", "2")
                    .after(800)
                    .click(50, 60)
                    .run();
            assertThat(run.steps.stream().map(s -> s.window().orElseThrow().app()))
                    .containsExactly("one", "two");
        }
    }

    @Test
    void everyEventHasExactlyOneFate() {
        Hand hand = hand().window("a", "b")
                .type("Hello")
                .click(4, 4)
                .after(90)
                .click(4, 4)
                .scroll(1);
        Pipeline run = hand.frame(10).run();
        assertThat(run.fates.stream().map(f -> f.stream() + ":" + f.ordinal()))
                .doesNotHaveDuplicates()
                .hasSize(hand.events.size());
        assertThat(run.fates)
                .filteredOn(f -> f.stream() == StreamKind.KEYBOARD)
                .allMatch(f -> f.step()
                        .equals(run.fates.stream()
                                .map(EventFate::step)
                                .filter(s -> s.isPresent())
                                .findFirst()
                                .orElseThrow()));
    }

    @Test
    void theProfilesAreFoundByNameAndTheDefaultsArePinned() {
        assertThat(ActionProfile.all())
                .extracting(ActionProfile::name)
                .containsExactly("default", "agentnet", "openadapt");
        assertThat(ActionProfile.named("agentnet")).isSameAs(ActionProfile.AGENTNET);
        assertThat(ActionProfile.DEFAULT.multiClickUs()).isEqualTo(500_000);
        assertThat(ActionProfile.DEFAULT.typingGapUs()).isEqualTo(1_500_000);
        assertThat(ActionProfile.DEFAULT.idleGapUs()).isEqualTo(30_000_000);
        assertThatThrownBy(() -> ActionProfile.named("none"))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("openadapt");
    }
}
