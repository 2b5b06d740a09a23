package dev.scrim.featurizers.reading;

import dev.scrim.datasets.model.Box;
import dev.scrim.datasets.model.TextLine;
import dev.scrim.datasets.model.Word;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Scalar;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;

/** Reads the ink of one line: at a good size first, and again with other settings when the engine is not sure. */
final class LineReader {
    /** The engine reads lines scaled to this height best: pixels from the top of "b" to the baseline. Measured on screens. */
    private static final double TARGET_PX = 28;
    /** White around the line, without which the engine loses its ends; pixels after scaling. */
    private static final int MARGIN_PX = 10;
    /** The smallest text is scaled up by this much and no more: beyond it there is nothing to gain. */
    private static final double MAX_SCALE = 3;
    /**
     * Two lines of text, one above the other, fit into a picture that is higher than this; pixels. Lower ones are never
     * looked at as a block: of 5,532 lines of the development and the invented recordings no reading of a block was
     * the best one below 23 px.
     */
    private static final int TWO_LINES_PX = 20;

    private final TesseractEngine engine;
    private final ReadingSettings settings;
    private long calls;

    LineReader(TesseractEngine engine, ReadingSettings settings) {
        this.engine = engine;
        this.settings = settings;
    }

    /** Engine calls so far. */
    long calls() {
        return calls;
    }

    /**
     * What {@code ink} says.
     *
     * @param plain the same line made in the other way, asked for only when the first reading is doubtful
     */
    Reading read(GrayImage ink, Supplier<GrayImage> plain) {
        boolean[] usedPlain = new boolean[1];
        Profile profile = Profile.of(ink);
        double scale = Math.min(MAX_SCALE, TARGET_PX / Math.max(6, profile.bandHeight()));
        boolean tiny = ink.width() < ink.height() * 3 / 2;
        List<Supplier<Attempt>> attempts = new ArrayList<>();
        attempts.add(() -> attempt(ink, profile, scale, SegMode.LINE));
        if (tiny) {
            attempts.add(() -> attempt(ink, profile, scale, SegMode.RAW_LINE));
        } else {
            attempts.add(() -> {
                usedPlain[0] = true;
                return attempt(plain.get(), profile, scale, SegMode.LINE);
            });
            attempts.add(() -> attempt(ink, profile, scale * 1.5, SegMode.LINE));
            if (ink.height() > TWO_LINES_PX) {
                attempts.add(() -> attempt(ink, profile, scale, SegMode.BLOCK));
            }
        }
        Attempt best = new Attempt(List.of(), 0, 0);
        for (Supplier<Attempt> next : attempts) {
            Attempt attempt = next.get();
            // A later reading must be clearly better: scores wobble, and the first picture is the best one.
            if (best.words().isEmpty() || attempt.score() > best.score() + 0.02) {
                best = attempt;
            }
            if (best.score() >= settings.goodConfidence()) {
                break;
            }
        }
        List<Word> words = best.words();
        String text = words.stream().map(Word::text).collect(Collectors.joining(" "));
        TextLine line = new TextLine(id(ink), text, words, best.confidence(), ink.width(), ink.height());
        return new Reading(line, usedPlain[0]);
    }

    private Attempt attempt(GrayImage ink, Profile profile, double scale, SegMode mode) {
        calls++;
        List<EngineWord> read = engine.recognise(scaled(ink, scale), mode);
        List<Word> words = new ArrayList<>();
        for (EngineWord w : read) {
            Box b = w.box();
            int x0 = (int) Math.floor((b.x() - MARGIN_PX) / scale);
            int y0 = (int) Math.floor((b.y() - MARGIN_PX) / scale);
            int x1 = (int) Math.ceil((b.right() - MARGIN_PX) / scale);
            int y1 = (int) Math.ceil((b.bottom() - MARGIN_PX) / scale);
            Box own = new Box(x0, y0, Math.max(1, x1 - x0), Math.max(1, y1 - y0)).clip(ink.width(), ink.height());
            if (!own.isEmpty()) {
                words.add(new Word(w.text(), own, w.confidence()));
            }
        }
        if (mode != SegMode.BLOCK) {
            words.sort(Comparator.comparingInt((Word w) -> w.box().x()));
            words = profile.snap(words);
        }
        float sum = 0;
        int letters = 0;
        for (Word w : words) {
            sum += w.confidence() * w.text().length();
            letters += w.text().length();
        }
        float confidence = letters == 0 ? 0 : sum / letters;
        return new Attempt(words, confidence, confidence * profile.coverage(words));
    }

    /** Dark on white, at {@code scale}, with a margin. */
    private static GrayImage scaled(GrayImage ink, double scale) {
        try (Mats m = new Mats()) {
            Mat mat = m.own(new Mat(ink.height(), ink.width(), CvType.CV_8UC1));
            mat.put(0, 0, ink.levels());
            Core.bitwise_not(mat, mat);
            Mat big = m.mat();
            int w = Math.max(1, (int) Math.round(ink.width() * scale));
            int h = Math.max(1, (int) Math.round(ink.height() * scale));
            Imgproc.resize(mat, big, new Size(w, h), 0, 0, scale >= 1 ? Imgproc.INTER_CUBIC : Imgproc.INTER_AREA);
            Mat framed = m.mat();
            Core.copyMakeBorder(
                    big, framed, MARGIN_PX, MARGIN_PX, MARGIN_PX, MARGIN_PX, Core.BORDER_CONSTANT, new Scalar(255));
            byte[] out = new byte[framed.cols() * framed.rows()];
            framed.get(0, 0, out);
            return new GrayImage(framed.cols(), framed.rows(), out);
        }
    }

    /** Names a line after its picture. */
    static String id(GrayImage ink) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            sha.update(ByteBuffer.allocate(8)
                    .putInt(ink.width())
                    .putInt(ink.height())
                    .flip());
            return HexFormat.of().formatHex(sha.digest(ink.levels()), 0, 12);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Cannot hash: every JDK has SHA-256", e);
        }
    }

    /**
     * What was read.
     *
     * @param usedPlain whether the second picture was looked at, and so had a say
     */
    record Reading(TextLine line, boolean usedPlain) {}

    /** One try at a line. */
    private record Attempt(List<Word> words, float confidence, double score) {}
}
