package dev.scrim.datasets.shards.lerobot;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What LeRobot keeps of a number's distribution, for an episode or for a dataset.
 *
 * @param deviation of the whole population
 * @param count frames
 * @param quantiles at {@link #QUANTILES}
 */
record Summary(double min, double max, double mean, double deviation, long count, List<Double> quantiles) {
    static final List<Double> QUANTILES = List.of(0.01, 0.1, 0.5, 0.9, 0.99);

    static final List<String> QUANTILE_NAMES = List.of("q01", "q10", "q50", "q90", "q99");

    Summary {
        quantiles = List.copyOf(quantiles);
    }

    /** Of the first {@code n} values; sorts them. */
    static Summary of(double[] values, int n) {
        double sum = 0;
        for (int i = 0; i < n; i++) {
            sum += values[i];
        }
        double mean = n == 0 ? 0 : sum / n;
        double squares = 0;
        for (int i = 0; i < n; i++) {
            squares += (values[i] - mean) * (values[i] - mean);
        }
        Arrays.sort(values, 0, n);
        if (n == 0) {
            return new Summary(0, 0, 0, 0, 0, QUANTILES.stream().map(q -> 0.0).toList());
        }
        List<Double> quantiles = QUANTILES.stream()
                .map(q -> {
                    // Linear between neighbours, as NumPy's default.
                    double rank = q * (n - 1);
                    int low = (int) rank;
                    int high = Math.min(n - 1, low + 1);
                    return values[low] + (rank - low) * (values[high] - values[low]);
                })
                .toList();
        return new Summary(values[0], values[n - 1], mean, Math.sqrt(squares / n), n, quantiles);
    }

    /**
     * Both together, as LeRobot joins episodes ({@code aggregate_feature_stats}): exact but for the quantiles, which are
     * averages weighted by count.
     */
    Summary plus(Summary other) {
        long n = count + other.count;
        if (n == 0) {
            return this;
        }
        double share = (double) other.count / n;
        double both = mean + share * (other.mean - mean);
        double variance = (1 - share) * (deviation * deviation + (mean - both) * (mean - both))
                + share * (other.deviation * other.deviation + (other.mean - both) * (other.mean - both));
        List<Double> joined = new ArrayList<>();
        for (int i = 0; i < quantiles.size(); i++) {
            joined.add(quantiles.get(i) + share * (other.quantiles.get(i) - quantiles.get(i)));
        }
        return new Summary(Math.min(min, other.min), Math.max(max, other.max), both, Math.sqrt(variance), n, joined);
    }

    /** The value of that name, other than the count. */
    double get(String name) {
        return switch (name) {
            case "min" -> min;
            case "max" -> max;
            case "mean" -> mean;
            case "std" -> deviation;
            default -> quantiles.get(QUANTILE_NAMES.indexOf(name));
        };
    }
}
