package dev.scrim.featurizers.reading;

import dev.scrim.datasets.check.UserError;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The languages in which screens are read, the main one first. Models other than those that come with Scrim are pinned
 * by their hash when this is made: a file that is another one by the time it is opened is refused.
 *
 * @param models one for each language
 */
public record OcrLanguages(List<OcrModel> models) implements Serializable {
    private static final long serialVersionUID = 1L;
    /** Those whose models are on the class path. */
    public static final List<String> SHIPPED = List.of("eng");
    /** What joins names, as for Tesseract. */
    public static final String JOINT = "+";

    /** What to do about a model that is not there. */
    public static final String REMEDY =
            "put the file into the folder that readings.models names; the Tesseract project's"
                    + " tessdata_fast has one for each language";

    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_]{2,23}");
    /** Models of the engine that read no language: layout and mathematics. */
    private static final Set<String> NO_LANGUAGES = Set.of("osd", "equ", "snum");

    public OcrLanguages {
        models = List.copyOf(models);
        Set<String> names = new HashSet<>();
        if (models.isEmpty() || !models.stream().allMatch(m -> names.add(m.language()))) {
            throw new IllegalArgumentException("Cannot read in no language, or in one twice");
        }
    }

    /** Whether {@code name} may be a language's. */
    public static boolean isName(String name) {
        return NAME.matcher(name).matches() && !NO_LANGUAGES.contains(name);
    }

    /** Name of the file that holds the model of {@code language}. */
    public static String fileName(String language) {
        return language + ".traineddata";
    }

    /**
     * Whether the model of {@code language} comes with Scrim or lies in {@code folder}.
     *
     * @param folder null when there is none
     */
    public static boolean isThere(String language, @Nullable Path folder) {
        return SHIPPED.contains(language)
                || (folder != null && Files.isRegularFile(folder.resolve(fileName(language))));
    }

    /** The names in {@code joined}, such as {@code eng+deu}. */
    public static List<String> names(String joined) {
        return Arrays.asList(joined.split(Pattern.quote(JOINT), -1));
    }

    /**
     * The languages of {@code joined}, such as {@code eng+deu}. Those that come with Scrim are read with Scrim's model.
     *
     * @param folder where the models of the others are; null when there is none, so that the class path must have them
     */
    public static OcrLanguages of(String joined, @Nullable Path folder) {
        List<OcrModel> models = new ArrayList<>();
        for (String name : names(joined)) {
            if (!isName(name)) {
                throw new UserError("Cannot read in language: " + name, "use Tesseract's name, such as eng");
            }
            if (folder == null || SHIPPED.contains(name)) {
                models.add(new OcrModel(name, null, ""));
                continue;
            }
            Path file = folder.resolve(fileName(name)).toAbsolutePath();
            if (!Files.isRegularFile(file)) {
                throw new UserError("Cannot find the OCR model: " + fileName(name), REMEDY);
            }
            try {
                models.add(new OcrModel(
                        name, file.toString(), HexFormat.of().formatHex(TrainedData.sha256(Files.readAllBytes(file)))));
            } catch (IOException e) {
                throw new UncheckedIOException("Cannot read the OCR model: " + fileName(name), e);
            }
        }
        return new OcrLanguages(models);
    }

    /** The names as the engine takes them. */
    String joined() {
        return models.stream().map(OcrModel::language).collect(Collectors.joining(JOINT));
    }

    @Override
    public String toString() {
        return models.stream().map(OcrModel::toString).collect(Collectors.joining(JOINT));
    }
}
