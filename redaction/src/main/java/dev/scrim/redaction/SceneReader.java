package dev.scrim.redaction;

import dev.scrim.datasets.model.ScreenView;
import dev.scrim.datasets.model.SegmentView;
import dev.scrim.redaction.FrameScene.WindowScene;
import dev.scrim.redaction.layout.FrameLayout;
import dev.scrim.redaction.layout.KindScores;
import dev.scrim.redaction.layout.PaneKind;
import dev.scrim.redaction.layout.WindowStack;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Understands all frames of a trajectory; a window keeps for a while what it was recognised as before or after. */
final class SceneReader {
    private final KindScores kinds;
    private final long memoryUs;

    SceneReader(KindScores kinds, long memoryUs) {
        this.kinds = kinds;
        this.memoryUs = memoryUs;
    }

    List<FrameScene> read(SegmentView segment) {
        WindowStack stack = WindowStack.of(segment);
        List<FrameScene> own = new ArrayList<>();
        for (ScreenView view : segment.frames()) {
            own.add(FrameScene.of(FrameLayout.of(view, stack), kinds));
        }
        List<FrameScene> out = new ArrayList<>();
        for (int i = 0; i < own.size(); i++) {
            List<WindowScene> windows = new ArrayList<>();
            for (WindowScene scene : own.get(i).windows()) {
                windows.add(scene.window().id() < 0 ? scene : scene.remembering(around(own, i, scene)));
            }
            out.add(new FrameScene(own.get(i).layout(), windows));
        }
        return out;
    }

    /** The highest score of the same window under the same title within the memory. */
    private Map<PaneKind, Double> around(List<FrameScene> frames, int at, WindowScene scene) {
        Map<PaneKind, Double> best = new EnumMap<>(scene.own());
        for (int step : new int[] {-1, 1}) {
            for (int i = at + step; i >= 0 && i < frames.size(); i += step) {
                if (Math.abs(frames.get(i).tUs() - frames.get(at).tUs()) > memoryUs) {
                    break;
                }
                for (WindowScene other : frames.get(i).windows()) {
                    if (other.window().id() == scene.window().id()
                            && other.window().title().equals(scene.window().title())
                            && other.window().url().equals(scene.window().url())) {
                        other.own().forEach((kind, p) -> best.merge(kind, p, Math::max));
                    }
                }
            }
        }
        return best;
    }
}
