package dev.scrim.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;

/**
 * What Scrim answers to a command line, run here.
 *
 * @param exit its code
 * @param out standard output
 * @param err standard error
 */
public record Answer(int exit, String out, String err) {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** Runs it. */
    public static Answer to(Object... words) {
        PrintStream out = System.out;
        PrintStream err = System.err;
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        ByteArrayOutputStream wrong = new ByteArrayOutputStream();
        try (PrintStream o = new PrintStream(said, true, StandardCharsets.UTF_8);
                PrintStream e = new PrintStream(wrong, true, StandardCharsets.UTF_8)) {
            System.setOut(o);
            System.setErr(e);
            int exit = Main.execute(Stream.of(words).map(String::valueOf).toArray(String[]::new));
            return new Answer(exit, said.toString(StandardCharsets.UTF_8), wrong.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
    }

    /** All of it, as a person at a terminal has it before them. */
    public String text() {
        return out + err;
    }

    /** Holds that standard output is the one document of this command, and gives it. */
    public JsonNode document(String command) {
        try {
            JsonNode document = JSON.readTree(out);
            assertThat(document.isObject()).as(out).isTrue();
            assertThat(document.fieldNames().next()).isEqualTo("format");
            assertThat(document.get("format").asText()).isEqualTo("scrim-" + command.replace(' ', '-') + "/1");
            assertThat(document.size()).as("keys beside the format").isGreaterThan(1);
            return document;
        } catch (JsonProcessingException e) {
            throw new AssertionError("no JSON document, and nothing else, but: " + out + err, e);
        }
    }
}
