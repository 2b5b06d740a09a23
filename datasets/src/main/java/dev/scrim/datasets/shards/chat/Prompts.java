package dev.scrim.datasets.shards.chat;

import java.util.ArrayList;
import java.util.List;

/** The words around the steps: one short text for each action space. */
final class Prompts {
    private Prompts() {}

    /** What the model is told first. */
    static String system(Wording wording) {
        String calls = switch (wording.space()) {
            case Wording.OPENCUA ->
                "Answer with calls of pyautogui, one on each line, places as shares of the screen from 0 to 1: "
                        + "click, doubleClick, rightClick, middleClick, moveTo, dragTo, scroll, hscroll, write, press, "
                        + "hotkey, and computer.tripleClick, computer.wait. When the task is done, answer "
                        + "computer.terminate(status='success').";
            case Wording.UI_TARS ->
                "Answer with one of these calls on each line, places in boxes"
                        + (wording.filled() ? "" : " as " + unit(wording))
                        + ": click(start_box), left_double(start_box), right_single(start_box), "
                        + "drag(start_box, end_box), scroll(start_box, direction), type(content), hotkey(key), "
                        + "wait(). When the task is done, answer finished(content='').";
            case Wording.ANTHROPIC ->
                "Answer with inputs of the computer tool, one JSON object on each line, coordinates as "
                        + unit(wording)
                        + ": left_click, double_click, triple_click, right_click, middle_click, "
                        + "left_click_drag, left_mouse_down, left_mouse_up, mouse_move, scroll, type, key, wait. "
                        + "When the task is done, answer Done.";
            default ->
                "Answer with actions of the computer tool, one JSON object on each line, x and y as "
                        + unit(wording)
                        + ": click, double_click, drag, scroll, type, keypress, wait. "
                        + "When the task is done, answer Done.";
        };
        return "You operate a computer. Each turn shows its screen; you do the next step of the task. " + calls;
    }

    private static String unit(Wording wording) {
        return wording.inPixels() ? "whole pixels of the picture" : "thousandths of the screen, 0 to 999";
    }

    /** What is answered to the last look at the screen. */
    static String end(Wording wording) {
        return switch (wording.space()) {
            case Wording.OPENCUA -> "computer.terminate(status='success')";
            case Wording.UI_TARS -> "finished(content='')";
            default -> "Done.";
        };
    }

    /** What is said beside the picture of a conversation's turn, empty where there is nothing to say. */
    static String beside(Conversation c, int turn) {
        List<String> out = new ArrayList<>();
        if (turn == 0) {
            out.add(c.task().map(t -> "Task: " + Wording.plain(t)).orElse("The task was not written down."));
            if (c.afterGap()) {
                out.add("Something was done at the beginning that is not told.");
            }
            if (c.earlier() > 0) {
                boolean all = c.earlier() == c.before().size();
                out.add(
                        all
                                ? "Done so far:"
                                : "Done so far, the last " + c.before().size() + " of " + c.earlier() + ":");
                out.addAll(c.before());
            }
        }
        List<String> told = c.turns().get(turn).told();
        if (!told.isEmpty()) {
            out.add("Done since then, without a picture:");
            out.addAll(told);
        }
        return String.join("\n", out);
    }
}
