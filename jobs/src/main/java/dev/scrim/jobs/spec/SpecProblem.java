package dev.scrim.jobs.spec;

/**
 * One thing wrong with a spec.
 *
 * @param path where in the spec's structure, such as {@code redaction.policy.tax}; empty for the file as a whole
 * @param line from 1
 * @param column from 1
 * @param message what is wrong
 * @param remedy what to do about it
 */
public record SpecProblem(String path, int line, int column, String message, String remedy) {
    @Override
    public String toString() {
        return line + ":" + column + ": " + (path.isEmpty() ? "" : path + ": ") + message + " (" + remedy + ")";
    }
}
