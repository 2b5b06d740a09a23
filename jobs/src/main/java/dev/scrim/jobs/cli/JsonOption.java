package dev.scrim.jobs.cli;

import picocli.CommandLine.Option;

/** What every command has that answers something: the answer for programs. */
final class JsonOption {
    @Option(names = "--json", description = "For programs: one JSON document on standard output.")
    private boolean asked;

    /** Whether {@link JsonDocument} answers, and everything that is not the answer goes to standard error. */
    boolean asked() {
        return asked;
    }
}
