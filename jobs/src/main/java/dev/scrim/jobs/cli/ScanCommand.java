package dev.scrim.jobs.cli;

import dev.scrim.datasets.check.UserError;
import dev.scrim.datasets.scan.ScanResult;
import dev.scrim.datasets.scan.SecretScan;
import dev.scrim.jobs.report.Progress;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code scrim scan}. */
@Command(
        name = "scan",
        mixinStandardHelpOptions = true,
        description = {
            "Look for texts that must not be in a tree of files.",
            "In every file, in UTF-8 and UTF-16, in base64, in archives and compressed streams, in Parquet that is not encrypted, in names. Ends with 1 when one is found or a file could not be looked into. Names files and line numbers, never a text. Pictures are not read."
        },
        footer = {"", "Examples:", "  scrim scan out --secrets names.txt", "  scrim scan release/ --secrets names.txt"})
final class ScanCommand implements Callable<Integer> {
    /** More would not be read. */
    private static final int MAX_LISTED = 40;

    private static final Set<PosixFilePermission> OTHERS = Set.of(
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.OTHERS_WRITE);

    @Parameters(paramLabel = "PATH", description = "A workspace, an export, any folder or file.")
    private Path path = Path.of(".");

    @Option(
            names = "--secrets",
            required = true,
            paramLabel = "FILE",
            description = "The texts, one on each line, of six bytes or more; a file that only its owner can read.")
    private @Nullable Path secrets;

    @Mixin
    private JsonOption json = new JsonOption();

    @Override
    public Integer call() throws IOException {
        if (!Files.exists(path)) {
            throw new UserError("Cannot scan " + path + ": it is not there", "name a workspace, a folder or a file");
        }
        SecretScan scan = new SecretScan(texts(java.util.Objects.requireNonNull(secrets)));
        Progress progress = Terminal.progress(json.asked());
        progress.start("scan", "files", SecretScan.files(path).size());
        ScanResult found = scan.scan(path, Runtime.getRuntime().availableProcessors(), bytes -> progress.advance(1));
        progress.finish();
        if (json.asked()) {
            JsonDocument.print("scan", document(found));
            return found.isClean() ? 0 : 1;
        }
        found.hits().stream()
                .limit(MAX_LISTED)
                .forEach(h -> System.out.println(h.file() + ": text " + h.text() + ", " + h.how()));
        if (found.hits().size() > MAX_LISTED) {
            System.out.println("and " + (found.hits().size() - MAX_LISTED) + " more");
        }
        found.unopened().forEach(f -> System.out.println(f + ": could not be unpacked to its end"));
        System.out.println(String.format(
                Locale.ROOT,
                "%,d files, %,.1f MB, %,d packed things opened: %,d of %,d texts in %,d files%s",
                found.files(),
                found.bytes() / 1e6,
                found.packed(),
                found.hits().stream().map(ScanResult.Hit::text).distinct().count(),
                found.texts(),
                found.filesHit(),
                found.tooShort() == 0 ? "" : "; " + found.tooShort() + " texts were too short to seek"));
        return found.isClean() ? 0 : 1;
    }

    /** Every hit, by file and the text's line number. */
    private static Map<String, Object> document(ScanResult found) {
        Map<String, Object> out = new LinkedHashMap<>();
        out.put("clean", found.isClean());
        out.put("files", found.files());
        out.put("bytes", found.bytes());
        out.put("packed", found.packed());
        out.put("texts", found.texts());
        out.put("too_short", found.tooShort());
        out.put(
                "hits",
                found.hits().stream()
                        .map(h -> Map.of(
                                "file", String.valueOf(h.file()), "text", h.text(), "how", String.valueOf(h.how())))
                        .toList());
        out.put("unopened", found.unopened().stream().map(String::valueOf).toList());
        return out;
    }

    private static List<String> texts(Path file) throws IOException {
        try {
            if (Files.getPosixFilePermissions(file).stream().anyMatch(OTHERS::contains)) {
                throw new UserError("Cannot use a list of secrets that others can read", "chmod 600 the file");
            }
            List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
            if (lines.stream().allMatch(String::isBlank)) {
                throw new UserError("Cannot scan for nothing: the list of secrets is empty", "put one on each line");
            }
            return lines;
        } catch (NoSuchFileException e) {
            throw new UserError("Cannot read the list of secrets: it is not there", "name a file of texts", e);
        } catch (MalformedInputException e) {
            throw new UserError("Cannot read the list of secrets: it is not UTF-8", "save it as UTF-8", e);
        }
    }
}
