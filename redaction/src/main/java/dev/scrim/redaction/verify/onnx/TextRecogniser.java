package dev.scrim.redaction.verify.onnx;

import dev.scrim.datasets.model.Box;
import dev.scrim.datasets.model.Pixels;
import dev.scrim.datasets.model.Word;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What a line says: the line is scaled to the network's height, the network gives each column a chance for every
 * character, and the likeliest are read off with repeats and blanks removed (CTC, Graves et al., ICML 2006, best-path
 * decoding). Only Latin characters may win: a letter must not turn into one of another script that looks like it. Not
 * thread-safe.
 */
final class TextRecogniser implements AutoCloseable {
    /** Height that PP-OCR's recogniser of the third generation and later reads. */
    private static final int HEIGHT_PX = 48;
    /** Input columns for each column of the answer. */
    private static final int COLUMN_PX = 8;
    /** Widths are rounded up to this, so that lines of nearly one width go through together. */
    private static final int WIDTH_STEP_PX = 32;

    private static final int BLANK = 0;

    private final Model model = Model.open(ModelFile.RECOGNITION.read());
    private final String[] characters;
    private final int[] latin;

    TextRecogniser() {
        List<String> all = new ArrayList<>();
        all.add("");
        new String(ModelFile.CHARACTERS.read(), StandardCharsets.UTF_8).lines().forEach(all::add);
        all.add(" ");
        characters = all.toArray(String[]::new);
        List<Integer> own = new ArrayList<>();
        for (int i = 1; i < characters.length; i++) {
            if (isLatin(characters[i])) {
                own.add(i);
            }
        }
        latin = own.stream().mapToInt(Integer::intValue).toArray();
    }

    /** Basic Latin, Latin-1 and Latin Extended-A, and the dashes and quotes of ordinary type. */
    private static boolean isLatin(String character) {
        int c = character.codePointAt(0);
        return (c >= ' ' && c < 0x180) || (c >= 0x2010 && c <= 0x2022);
    }

    /** One reading: words with boxes relative to the line's picture, and the mean chance of its characters, 0 to 1. */
    record Read(List<Word> words, float confidence) {}

    /** @param line a picture of one line, with a little rim */
    Read read(Pixels line) {
        int w = Math.max(COLUMN_PX, Math.round((float) line.width() * HEIGHT_PX / line.height()));
        int padded = (w + WIDTH_STEP_PX - 1) / WIDTH_STEP_PX * WIDTH_STEP_PX;
        float[] planes = LineScaler.planes(line, w, padded, HEIGHT_PX);
        Model.Tensor out = model.run(FloatBuffer.wrap(planes), 1, 3, HEIGHT_PX, padded);
        return decode(out, line, (double) line.width() / w);
    }

    private Read decode(Model.Tensor chances, Pixels line, double shrink) {
        int columns = chances.length(1);
        int classes = chances.length(2);
        if (classes != characters.length) {
            throw new IllegalStateException("Cannot decode a reading: " + classes + " classes for " + characters.length
                    + " characters (model and dictionary differ)");
        }
        List<Word> words = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        int first = 0;
        int last = 0;
        double sure = 0;
        double sureAll = 0;
        int count = 0;
        int before = BLANK;
        for (int t = 0; t < columns; t++) {
            int best = best(chances.values(), t * classes);
            if (best != BLANK && best != before) {
                if (characters[best].isBlank()) {
                    add(words, text, first, last, sure, line, shrink);
                    sure = 0;
                } else {
                    first = text.isEmpty() ? t : first;
                    text.append(characters[best]);
                    float chance = chances.values()[t * classes + best];
                    sure += chance;
                    sureAll += chance;
                    count++;
                }
            }
            if (best != BLANK && !characters[best].isBlank()) {
                last = t;
            }
            before = best;
        }
        add(words, text, first, last, sure, line, shrink);
        return new Read(words, count == 0 ? 0 : (float) (sureAll / count));
    }

    private int best(float[] values, int at) {
        int best = BLANK;
        for (int c : latin) {
            if (values[at + c] > values[at + best]) {
                best = c;
            }
        }
        return best;
    }

    private static void add(
            List<Word> words, StringBuilder text, int first, int last, double sure, Pixels line, double shrink) {
        if (text.isEmpty()) {
            return;
        }
        int x0 = Math.max(0, Math.min(line.width() - 1, (int) Math.floor((first - 1) * COLUMN_PX * shrink)));
        int x1 = Math.max(x0 + 1, Math.min(line.width(), (int) Math.ceil((last + 2) * COLUMN_PX * shrink)));
        float mean = (float) (sure / text.codePointCount(0, text.length()));
        words.add(new Word(text.toString(), new Box(x0, 0, x1 - x0, line.height()), mean));
        text.setLength(0);
    }

    @Override
    public void close() {
        model.close();
    }
}
