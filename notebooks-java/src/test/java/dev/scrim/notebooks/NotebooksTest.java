package dev.scrim.notebooks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every cell of every notebook runs in JShell, which is what the Jupyter kernel runs it in, too. */
class NotebooksTest {
    private static final String PLACE = "Optional.ofNullable(System.getenv(\"SCRIM_DATASET\")).orElse(\"../demo-out\")";

    @TempDir
    Path temp;

    static Stream<Path> notebooks() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("."))) {
            return files.filter(f -> f.toString().endsWith(".ipynb")).sorted().toList().stream();
        }
    }

    @Test
    void thereAreNotebooks() throws IOException {
        assertThat(notebooks()).hasSizeGreaterThanOrEqualTo(6);
    }

    @ParameterizedTest
    @MethodSource("notebooks")
    void runsFromItsFirstCellToItsLast(Path notebook) throws IOException {
        SmallDataset.in(temp);
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
        boolean opened = false;
        try (JShell shell = JShell.builder().executionEngine("local").out(out).build()) {
            shell.addToClasspath(System.getProperty("java.class.path"));
            run(shell, "void display(java.awt.image.BufferedImage i) { java.util.Objects.requireNonNull(i); }");
            for (String cell : cells(notebook)) {
                opened |= cell.contains(PLACE);
                run(shell, cell.replace(PLACE, '"' + temp.toString() + '"'));
            }
        }
        assertThat(opened).as("opens the dataset that SCRIM_DATASET names").isTrue();
    }

    private static void run(JShell shell, String code) {
        SourceCodeAnalysis analysis = shell.sourceCodeAnalysis();
        SourceCodeAnalysis.CompletionInfo next = analysis.analyzeCompletion(code);
        while (!next.source().isBlank()) {
            for (SnippetEvent event : shell.eval(next.source())) {
                assertThat(event.exception()).as(next.source()).isNull();
                assertThat(event.status()).as(next.source()).isIn(Snippet.Status.VALID, Snippet.Status.OVERWRITTEN);
            }
            next = analysis.analyzeCompletion(next.remaining());
        }
        assertThat(next.remaining().isBlank()).as("whole: %s", code).isTrue();
    }

    private static List<String> cells(Path notebook) throws IOException {
        JsonNode json = new ObjectMapper().readTree(Files.readString(notebook, StandardCharsets.UTF_8));
        assertThat(json.path("nbformat").asInt()).isEqualTo(4);
        List<String> out = new ArrayList<>();
        for (JsonNode cell : json.path("cells")) {
            StringBuilder source = new StringBuilder();
            cell.path("source").forEach(line -> source.append(line.asText()));
            // Lines with a per cent sign are for the kernel: class paths.
            if (cell.path("cell_type").asText().equals("code") && source.indexOf("%classpath") < 0) {
                out.add(source.toString());
            }
        }
        return out;
    }
}
