package dev.scrim.jobs.spec;

import dev.scrim.datasets.check.UserError;
import java.util.List;
import java.util.Optional;

/**
 * What came of reading a spec: the spec, or every problem in it by line.
 *
 * @param name of the file, for messages
 */
public record SpecReading(String name, Optional<DatasetSpec> spec, List<SpecProblem> problems) {
    public SpecReading {
        problems = List.copyOf(problems);
        if (spec.isPresent() != problems.isEmpty()) {
            throw new IllegalArgumentException("Cannot make a spec reading with both a spec and problems, or neither");
        }
    }

    /**
     * The spec.
     *
     * @throws UserError that lists all problems, one a line, as {@code name:line:column: path: message (remedy)}
     */
    public DatasetSpec orThrow() {
        return spec.orElseThrow(() -> {
            StringBuilder text = new StringBuilder("Cannot use spec " + name + ": " + problems.size()
                    + (problems.size() == 1 ? " problem" : " problems"));
            problems.forEach(
                    problem -> text.append("\n  ").append(name).append(':').append(problem));
            return new UserError(text + "\n", "`scrim spec --explain` prints every key");
        });
    }
}
