package dev.scrim.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The launcher in a finished checkout, with a stand-in for Java that says what it was given. */
class LauncherTest {
    @TempDir
    private Path root;

    @BeforeEach
    void finishedCheckout() throws IOException {
        String text = Files.readString(Path.of("..").resolve("scrim"), StandardCharsets.UTF_8);
        Files.writeString(root.resolve("scrim"), text);
        Path target = Files.createDirectories(root.resolve("jobs/target"));
        Files.writeString(target.resolve("scrim-jobs-0.1.0.jar"), "");
        Files.writeString(target.resolve(".scrim-built"), "");
        Path java = Files.createDirectories(root.resolve("jdk/bin")).resolve("java");
        Files.writeString(java, "#!/bin/sh\necho \"locale ${LC_ALL:-none}\"\necho \"flags $*\"\n");
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwx------"));
        Files.writeString(root.resolve("jdk/release"), "JAVA_VERSION=\"17.0.1\"\n");
    }

    /** Java 17 cannot open a file with a name outside ASCII in a locale that is not UTF-8: a recording would be missed. */
    @ParameterizedTest
    @CsvSource({
        "HOME, nowhere, C.UTF-8",
        "LANG, C, C.UTF-8",
        "LC_ALL, POSIX, C.UTF-8",
        "LANG, de_DE.UTF-8, none",
        "LC_ALL, en_US.utf8, en_US.utf8"
    })
    void namesOutsideAsciiCanBeOpenedInEveryLocale(String variable, String value, String locale) throws Exception {
        assertThat(said(Map.of(variable, value))).contains("locale " + locale + "\n");
    }

    @Test
    void givenFlagsComeBehindItsOwn() throws Exception {
        assertThat(said(Map.of("SCRIM_OPTS", "-Xmx6g"))).containsSubsequence("-XX:+UseParallelGC", "-Xmx6g", "-jar");
    }

    private String said(Map<String, String> environment) throws IOException, InterruptedException {
        ProcessBuilder shell =
                new ProcessBuilder("/bin/sh", root.resolve("scrim").toString(), "status");
        shell.redirectErrorStream(true).environment().clear();
        shell.environment().put("PATH", "/usr/bin:/bin");
        shell.environment().put("JAVA_HOME", root.resolve("jdk").toString());
        shell.environment().putAll(environment);
        Process process = shell.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(said).isZero();
        return said;
    }
}
