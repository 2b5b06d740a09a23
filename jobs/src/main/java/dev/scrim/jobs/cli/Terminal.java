package dev.scrim.jobs.cli;

import dev.scrim.jobs.build.BuildJob;
import dev.scrim.jobs.build.BuildOptions;
import dev.scrim.jobs.build.BuildReport;
import dev.scrim.jobs.report.Progress;
import dev.scrim.jobs.spec.DatasetSpec;
import java.io.Console;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;

/** Runs a build as a person at a terminal wants it: progress, then one screen, then where to look. */
final class Terminal {
    private Terminal() {}

    /**
     * Builds.
     *
     * @param command whose answer it is
     * @param json whether a program reads standard output: then progress goes to the other
     */
    static BuildJob.Done build(String command, DatasetSpec spec, BuildOptions options, boolean json) {
        PrintStream out = out();
        BuildJob.Done done = new BuildJob(spec, options, progress(json), Clock.systemUTC()).run();
        BuildReport report = BuildReport.of(done, Version.text());
        Path page = report.write();
        if (json) {
            JsonDocument.print(command, BuildDocument.of(report.data(), page));
            return done;
        }
        out.println();
        out.println(report.summary(page));
        return done;
    }

    /** For whatever takes more than a few seconds. */
    static Progress progress() {
        return progress(false);
    }

    /** @param json whether standard output is a program's to read */
    static Progress progress(boolean json) {
        PrintStream to = json ? new PrintStream(System.err, true, StandardCharsets.UTF_8) : out();
        return new Progress(to::print, isTerminal(), System::nanoTime);
    }

    private static PrintStream out() {
        return new PrintStream(System.out, true, StandardCharsets.UTF_8);
    }

    /**
     * Whether a person watches. Before Java 22 there is a console object only where input and output are a terminal; since
     * then there may always be one, which has to be asked.
     */
    @SuppressWarnings("SystemConsoleNull") // what Error Prone asks for does not exist before Java 22
    static boolean isTerminal() {
        Console console = System.console();
        if (console == null || System.getenv("TERM") == null) {
            return false;
        }
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (NoSuchMethodException e) {
            return true;
        } catch (ReflectiveOperationException e) {
            return false;
        }
    }
}
