package dev.scrim.notebooks;

import dev.scrim.datasets.dataset.Dataset;
import dev.scrim.datasets.dataset.DatasetFrame;
import dev.scrim.datasets.dataset.DatasetStep;
import dev.scrim.datasets.dataset.DatasetSteps;
import dev.scrim.datasets.model.Pixels;
import dev.scrim.datasets.split.Split;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The smallest thing that learns from a dataset: from a frame of 16 by 9 gray levels, which kind of action comes next.
 * Softmax regression by stochastic gradient descent, fed by a stream; it shows how to feed a model, not how to make one.
 * Deterministic. Not thread-safe.
 */
public final class ToyPolicy {
    private static final int COLUMNS = 16;
    private static final int ROWS = 9;
    private static final double RATE = 0.05;

    private final List<String> kinds;
    private final double[][] weights;

    /** @param kinds of actions that it tells apart */
    public ToyPolicy(List<String> kinds) {
        this.kinds = List.copyOf(kinds);
        this.weights = new double[kinds.size()][COLUMNS * ROWS + 1];
    }

    /**
     * Learns from every step of a split that has a frame, some times over.
     *
     * @return mean loss of each round, in nats
     */
    public List<Double> learn(Dataset dataset, Split split, int rounds) throws IOException {
        List<Double> losses = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            double sum = 0;
            long n = 0;
            try (DatasetSteps steps = dataset.steps(split)) {
                while (steps.hasNext()) {
                    DatasetStep step = steps.next();
                    int kind = kinds.indexOf(step.action().kind());
                    if (kind >= 0 && step.before().isPresent()) {
                        sum += learn(features(step.before().get()), kind);
                        n++;
                    }
                }
            }
            losses.add(n == 0 ? 0 : sum / n);
        }
        return losses;
    }

    /** How likely each kind is after a frame, in the order of the kinds. */
    public double[] likely(DatasetFrame frame) {
        return softmax(features(frame));
    }

    private double learn(double[] features, int kind) {
        double[] p = softmax(features);
        for (int k = 0; k < weights.length; k++) {
            double error = p[k] - (k == kind ? 1 : 0);
            for (int i = 0; i < features.length; i++) {
                weights[k][i] -= RATE * error * features[i];
            }
        }
        return -Math.log(Math.max(p[kind], 1e-12));
    }

    private double[] softmax(double[] features) {
        double[] out = new double[weights.length];
        double sum = 0;
        for (int k = 0; k < out.length; k++) {
            double score = 0;
            for (int i = 0; i < features.length; i++) {
                score += weights[k][i] * features[i];
            }
            out[k] = Math.exp(score);
            sum += out[k];
        }
        for (int k = 0; k < out.length; k++) {
            out[k] /= sum;
        }
        return out;
    }

    /** Gray levels of the middle of each field, -0.5 to 0.5, and a constant. */
    private static double[] features(DatasetFrame frame) {
        Pixels pixels = frame.pixels();
        double[] out = new double[COLUMNS * ROWS + 1];
        for (int y = 0; y < ROWS; y++) {
            for (int x = 0; x < COLUMNS; x++) {
                int gray = pixels.gray(
                        (2 * x + 1) * pixels.width() / (2 * COLUMNS), (2 * y + 1) * pixels.height() / (2 * ROWS));
                out[y * COLUMNS + x] = gray / 255.0 - 0.5;
            }
        }
        out[COLUMNS * ROWS] = 1;
        return out;
    }
}
