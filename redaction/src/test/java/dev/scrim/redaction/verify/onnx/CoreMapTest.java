package dev.scrim.redaction.verify.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scrim.datasets.model.Box;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CoreMapTest {
    @Test
    void armsThatMeetBelowAreOneCore() {
        assertThat(CoreMap.cores(map("#.#", "#.#", "###"), 3, 3, 0.3f))
                .containsExactly(new CoreMap.Core(new Box(0, 0, 3, 3), 1));
    }

    @Test
    void cornersTouch() {
        assertThat(CoreMap.cores(map("#..", ".#.", "..#"), 3, 3, 0.3f)).hasSize(1);
        assertThat(CoreMap.cores(map("#..", "..#", "#.."), 3, 3, 0.3f)).hasSize(3);
    }

    @Test
    void randomMapsHaveTheCoresOfAPlainFloodFill() {
        Random random = new Random(11);
        for (int round = 0; round < 200; round++) {
            int w = 1 + random.nextInt(24);
            int h = 1 + random.nextInt(24);
            float[] values = new float[w * h];
            for (int i = 0; i < values.length; i++) {
                values[i] = random.nextFloat();
            }
            List<Box> boxes = CoreMap.cores(values, w, h, 0.6f).stream()
                    .map(CoreMap.Core::box)
                    .toList();
            assertThat(boxes).containsExactlyElementsOf(flood(values, w, h, 0.6f));
        }
    }

    private static List<Box> flood(float[] values, int w, int h, float threshold) {
        boolean[] done = new boolean[w * h];
        List<Box> out = new ArrayList<>();
        for (int start = 0; start < done.length; start++) {
            if (done[start] || values[start] <= threshold) {
                continue;
            }
            Box box = new Box(start % w, start / w, 1, 1);
            Deque<Integer> open = new ArrayDeque<>(List.of(start));
            done[start] = true;
            while (!open.isEmpty()) {
                int at = open.pop();
                box = box.union(new Box(at % w, at / w, 1, 1));
                for (int dy = -1; dy <= 1; dy++) {
                    for (int dx = -1; dx <= 1; dx++) {
                        int x = at % w + dx;
                        int y = at / w + dy;
                        if (x >= 0 && y >= 0 && x < w && y < h && !done[y * w + x] && values[y * w + x] > threshold) {
                            done[y * w + x] = true;
                            open.push(y * w + x);
                        }
                    }
                }
            }
            out.add(box);
        }
        return out;
    }

    private static float[] map(String... rows) {
        float[] out = new float[rows.length * rows[0].length()];
        for (int i = 0; i < out.length; i++) {
            out[i] = rows[i / rows[0].length()].charAt(i % rows[0].length()) == '#' ? 1 : 0;
        }
        return out;
    }
}
