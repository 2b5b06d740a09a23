package dev.scrim.featurizers.picture;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.LuminanceSource;
import com.google.zxing.MultiFormatReader;
import com.google.zxing.NotFoundException;
import com.google.zxing.PlanarYUVLuminanceSource;
import com.google.zxing.ReaderException;
import com.google.zxing.Result;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.detector.Detector;
import dev.scrim.datasets.model.Box;
import dev.scrim.datasets.model.Picture;
import dev.scrim.datasets.model.PictureKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Tells whether a part of the screen full of hard edges is a code: first by its looks, which is cheap, then by reading
 * it with ZXing, which may be slow. A code that has the marks of one but cannot be read is a code all the same.
 */
final class CodeFinder {
    /** About half of a code is dark; of text, a fifth. */
    private static final double MIN_DARK = 0.28;

    private static final double MAX_DARK = 0.72;
    /** Distance of the mean dark from the mean light level; worn prints and themes have less contrast than black on white. */
    private static final int MIN_CONTRAST = 70;
    /** Share of pixels near one of the two levels; photos and icons have more in between. */
    private static final double MIN_TWO_TONE = 0.7;
    /** The shortest symbols (EAN-8) have 22 bars; some are lost to blur. */
    private static final int MIN_BARS = 14;
    /** Bars and gaps are one to four modules wide. */
    private static final double WIDTH_RATIO = 1.6;
    /** Lower bars are rules and borders; pixels. */
    private static final int MIN_BAR_PX = 16;
    /** Smaller symbols cannot be scanned off a screen; pixels. */
    private static final int MIN_SIDE_PX = 24;
    /** Rows compared to tell bars. */
    private static final int SCANS = 7;
    /** Rows of a barcode agree: share of equal pixels from row to row. */
    private static final double MIN_ROW_AGREEMENT = 0.9;
    /** Codes printed with modules smaller than two pixels are read better enlarged. */
    private static final int ENLARGE_BELOW_PX = 160;
    /** White put around a cut-out code: four modules of the common sizes. */
    private static final int QUIET_PX = 24;

    private static final Set<BarcodeFormat> MATRIX =
            EnumSet.of(BarcodeFormat.QR_CODE, BarcodeFormat.DATA_MATRIX, BarcodeFormat.AZTEC, BarcodeFormat.PDF_417);
    private static final Set<BarcodeFormat> BARS = EnumSet.of(
            BarcodeFormat.EAN_13,
            BarcodeFormat.EAN_8,
            BarcodeFormat.UPC_A,
            BarcodeFormat.UPC_E,
            BarcodeFormat.CODE_128,
            BarcodeFormat.CODE_39,
            BarcodeFormat.CODE_93,
            BarcodeFormat.ITF,
            BarcodeFormat.CODABAR);

    private final MultiFormatReader reader = new MultiFormatReader();

    /** The code that {@code part} of a screen with these gray levels is, if any. */
    Optional<Picture> find(byte[] gray, int width, Box around) {
        Tones outer = Tones.of(gray, width, around);
        Box card = trim(gray, width, around, outer);
        if (isTooSmall(card)) {
            return Optional.empty();
        }
        Optional<Picture> bare = judge(gray, width, card, outer.lightRim());
        if (bare.isPresent()) {
            return bare;
        }
        // A light code on a dark screen may stand on a card of its own, whose rim is to be cut off too.
        Tones inner = Tones.of(gray, width, card);
        Box part = trim(gray, width, card, inner);
        return part.equals(card) || isTooSmall(part) ? Optional.empty() : judge(gray, width, part, inner.lightRim());
    }

    private static boolean isTooSmall(Box part) {
        return part.w() < MIN_SIDE_PX || part.h() < MIN_BAR_PX;
    }

    private Optional<Picture> judge(byte[] gray, int width, Box part, boolean lightQuiet) {
        Tones tones = Tones.of(gray, width, part);
        if (tones.contrast() < MIN_CONTRAST
                || tones.darkShare() < MIN_DARK
                || tones.darkShare() > MAX_DARK
                || tones.twoToneShare() < MIN_TWO_TONE) {
            return Optional.empty();
        }
        boolean bars = isBars(gray, width, part, tones, true) || isBars(gray, width, part, tones, false);
        LuminanceSource source = cut(gray, width, part, lightQuiet ? tones.light() : tones.dark());
        // The flat rows of a PDF417 look like bars too.
        Optional<Result> read = bars ? read(source, BARS).or(() -> read(source, MATRIX)) : read(source, MATRIX);
        if (read.isPresent()) {
            PictureKind kind =
                    BARS.contains(read.get().getBarcodeFormat()) ? PictureKind.BARCODE : PictureKind.MATRIX_CODE;
            return Optional.of(new Picture(kind, part, read.get().getText()));
        }
        if (bars) {
            return Optional.of(new Picture(PictureKind.BARCODE, part));
        }
        return hasFinderMarks(source) || hasFinderMarks(source.invert())
                ? Optional.of(new Picture(PictureKind.MATRIX_CODE, part))
                : Optional.empty();
    }

    private Optional<Result> read(LuminanceSource source, Set<BarcodeFormat> formats) {
        Map<DecodeHintType, ?> hints = Map.of(
                DecodeHintType.POSSIBLE_FORMATS,
                formats,
                DecodeHintType.TRY_HARDER,
                true,
                DecodeHintType.ALSO_INVERTED,
                true);
        try {
            return Optional.of(reader.decode(new BinaryBitmap(new HybridBinarizer(source)), hints));
        } catch (NotFoundException e) {
            return Optional.empty();
        } finally {
            reader.reset();
        }
    }

    /** Three square marks in the corners: a QR code, even when it cannot be read. */
    private static boolean hasFinderMarks(LuminanceSource source) {
        try {
            new Detector(new HybridBinarizer(source).getBlackMatrix()).detect(Map.of(DecodeHintType.TRY_HARDER, true));
            return true;
        } catch (ReaderException e) {
            return false;
        }
    }

    /** The part without the rows and columns at its sides that are all of the rim's tone. */
    private static Box trim(byte[] gray, int width, Box part, Tones tones) {
        int x0 = part.right();
        int y0 = part.bottom();
        int x1 = part.x();
        int y1 = part.y();
        for (int y = part.y(); y < part.bottom(); y++) {
            for (int x = part.x(); x < part.right(); x++) {
                if (((gray[y * width + x] & 255) >= tones.threshold()) != tones.lightRim()) {
                    x0 = Math.min(x0, x);
                    x1 = Math.max(x1, x + 1);
                    y0 = Math.min(y0, y);
                    y1 = Math.max(y1, y + 1);
                }
            }
        }
        return new Box(x0, y0, Math.max(0, x1 - x0), Math.max(0, y1 - y0));
    }

    /** The part with a margin of the gray level {@code quiet}, enlarged when it is small. */
    private static LuminanceSource cut(byte[] gray, int width, Box part, int quiet) {
        int times = Math.max(part.w(), part.h()) < ENLARGE_BELOW_PX ? 2 : 1;
        int w = (part.w() + 2 * QUIET_PX) * times;
        int h = (part.h() + 2 * QUIET_PX) * times;
        byte[] out = new byte[w * h];
        Arrays.fill(out, (byte) quiet);
        for (int y = 0; y < part.h() * times; y++) {
            int from = (part.y() + y / times) * width + part.x();
            int to = (y + QUIET_PX * times) * w + QUIET_PX * times;
            for (int x = 0; x < part.w() * times; x++) {
                out[to + x] = gray[from + x / times];
            }
        }
        return new PlanarYUVLuminanceSource(out, w, h, 0, 0, w, h, false);
    }

    /**
     * Whether the middle of the part is made of bars: rows alike, many changes along them, and bars and gaps of
     * several widths, unlike the columns of a chart.
     *
     * @param upright whether bars stand, or lie
     */
    private static boolean isBars(byte[] gray, int width, Box part, Tones tones, boolean upright) {
        int along = upright ? part.w() : part.h();
        int across = upright ? part.h() : part.w();
        if (across < MIN_BAR_PX) {
            return false;
        }
        boolean[] first = new boolean[0];
        long equal = 0;
        long compared = 0;
        for (int i = 0; i < SCANS; i++) {
            int at = across * (3 * SCANS + 4 * i) / (10 * SCANS);
            boolean[] scan = new boolean[along];
            for (int j = 0; j < along; j++) {
                int x = part.x() + (upright ? j : at);
                int y = part.y() + (upright ? at : j);
                scan[j] = (gray[y * width + x] & 255) < tones.threshold();
            }
            if (i == 0) {
                first = scan;
            } else {
                for (int j = 0; j < along; j++) {
                    equal += scan[j] == first[j] ? 1 : 0;
                    compared++;
                }
            }
        }
        return equal >= MIN_ROW_AGREEMENT * compared && hasWidths(first, true) && hasWidths(first, false);
    }

    /** Whether the runs of one tone, without the outermost, are many and of several widths. */
    private static boolean hasWidths(boolean[] scan, boolean dark) {
        List<Integer> runs = new ArrayList<>();
        int start = 0;
        for (int i = 1; i <= scan.length; i++) {
            if (i == scan.length || scan[i] != scan[start]) {
                if (start > 0 && i < scan.length && scan[start] == dark) {
                    runs.add(i - start);
                }
                start = i;
            }
        }
        if (runs.size() < MIN_BARS) {
            return false;
        }
        Collections.sort(runs);
        return runs.get(runs.size() * 9 / 10) >= WIDTH_RATIO * runs.get(runs.size() / 10);
    }
}
