package dev.scrim.datasets.consent;

import dev.scrim.datasets.check.UserError;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.CSVRecord;

/**
 * Reads a ledger from CSV (RFC 4180, UTF-8, a byte order mark is allowed). The header is fixed. One wrong row makes the
 * whole ledger unusable, and all wrong rows are named: a row that is left out could be a withdrawal.
 */
public final class ConsentCsv {
    /** The only header, and the meaning of the columns by place. */
    public static final List<String> HEADER = ConsentFields.NAMES;

    private static final int MAX_PROBLEMS = 50;

    private final String name;
    private final List<String> problems = new ArrayList<>();

    private ConsentCsv(String name) {
        this.name = name;
    }

    /**
     * Reads and closes {@code in}.
     *
     * @param name of the ledger, for messages
     * @throws UserError that names every wrong line, without its content
     */
    public static ConsentLedger read(InputStream in, String name) {
        try (Reader reader = new InputStreamReader(
                in,
                StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT))) {
            return new ConsentCsv(name).read(reader);
        } catch (CharacterCodingException e) {
            throw new UserError("Cannot read " + name + ": not UTF-8", "save it as UTF-8", e);
        } catch (IOException e) {
            throw new UserError("Cannot read " + name, "check that it is there and readable", e);
        }
    }

    /** Reads a ledger that is already text. */
    public static ConsentLedger parse(String text, String name) {
        try {
            return new ConsentCsv(name).read(new StringReader(text));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read a text in memory", e);
        }
    }

    /** What {@link #parse} makes the same ledger of. */
    public static String write(ConsentLedger ledger) {
        StringBuilder out = new StringBuilder();
        try (CSVPrinter printer = new CSVPrinter(out, CSVFormat.RFC4180)) {
            printer.printRecord(HEADER);
            for (ConsentRow row : ledger.rows()) {
                printer.printRecord(ConsentFields.write(row));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write to memory", e);
        }
        return out.toString();
    }

    private ConsentLedger read(Reader reader) throws IOException {
        List<ConsentRow> rows = new ArrayList<>();
        CSVFormat format =
                CSVFormat.RFC4180.builder().setIgnoreEmptyLines(false).get();
        try (CSVParser parser =
                CSVParser.builder().setReader(reader).setFormat(format).get()) {
            boolean header = true;
            long line = 1;
            for (CSVRecord record : parser) {
                if (header) {
                    header(record);
                    header = false;
                } else {
                    row(record, line).ifPresent(rows::add);
                }
                line = parser.getCurrentLineNumber() + 1;
            }
            if (header) {
                problem(1, "the header is missing");
            }
        } catch (UncheckedIOException e) {
            if (e.getCause() instanceof CharacterCodingException coding) {
                throw coding;
            }
            problem(0, "a quote is never closed, or text follows a closing quote");
        }
        if (!problems.isEmpty()) {
            throw new UserError(
                    "Cannot use " + name + ": " + problems.size()
                            + (problems.size() == 1 ? " problem" : " problems")
                            + problems.stream()
                                    .limit(MAX_PROBLEMS)
                                    .map(problem -> "\n  " + name + ":" + problem)
                                    .collect(Collectors.joining())
                            + "\n",
                    "correct these lines; until then nothing is built, since a lost line could be a withdrawal");
        }
        return new ConsentLedger(rows);
    }

    private void header(CSVRecord record) {
        List<String> names = new ArrayList<>(Arrays.asList(record.values()));
        if (!names.isEmpty()) {
            names.set(0, names.get(0).replaceFirst("^\uFEFF", ""));
        }
        if (!names.equals(HEADER)) {
            problem(1, "the header must be exactly " + String.join(",", HEADER));
        }
    }

    private Optional<ConsentRow> row(CSVRecord record, long line) {
        if (record.size() != HEADER.size()) {
            boolean blank = record.size() == 1 && record.get(0).isEmpty();
            problem(
                    line,
                    blank ? "the line is empty" : "it has " + record.size() + " fields instead of " + HEADER.size());
            return Optional.empty();
        }
        ConsentFields.Read read = ConsentFields.read(List.of(record.values()));
        read.problems().forEach(what -> problem(line, what));
        return read.row();
    }

    private void problem(long line, String what) {
        problems.add((line == 0 ? "" : line + ": ") + what);
    }
}
