package dev.scrim.jobs.laws;

import dev.scrim.jobs.cli.Main;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** An evaluation build in a JVM of its own, which can be killed as the system would. */
final class ForkedBuild {
    private ForkedBuild() {}

    /**
     * Starts {@code scrim build} under the tests' keyring.
     *
     * @param log takes what it prints
     * @param arguments what to build, and where to
     */
    static Process start(Path log, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(a -> a.startsWith("--add-opens") || a.startsWith("-Xmx") || a.startsWith("-Dio.netty"))
                .toList());
        command.addAll(List.of("-XX:+UseParallelGC", "-cp", System.getProperty("java.class.path")));
        command.addAll(List.of(Main.class.getName(), "build", "--evaluation", "--cores", "2", "--partitions", "2"));
        command.addAll(List.of("--keyring", SharedSpark.keyring().toString()));
        command.addAll(arguments);
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
    }
}
