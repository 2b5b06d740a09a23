package dev.scrim.featurizers.reading;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scrim.datasets.media.VideoDecoder;
import dev.scrim.datasets.media.VideoResult;
import dev.scrim.datasets.model.Box;
import dev.scrim.datasets.model.Pixels;
import dev.scrim.datasets.model.TextLine;
import dev.scrim.datasets.model.Word;
import java.awt.GraphicsEnvironment;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.opencv.core.Mat;

/**
 * The collision rate of the reading cache: pairs of lines that differ in one glyph, and how many of them share a
 * reading. {@code -Dscrim.long=true} looks at over 10,000 drawn pairs and at pairs cut out of the development
 * recordings; without it a seeded part of them is looked at.
 */
class OneGlyphTest {
    private static final boolean LONG = Boolean.getBoolean("scrim.long");
    private static final int DRAWN_LINES = LONG ? 1_500 : 60;
    private static final int FRAMES_OF_A_RECORDING = LONG ? 6 : 1;
    private static final int FRAMES_APART = 50;
    private static final int VARIANTS = 8;
    /** No letters stand in a line lower than this, only dots and dashes, which the engine reads as it pleases; pixels. */
    private static final int LETTER_PX = 8;

    private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.,:;-$@/ ";
    /** Glyphs that look alike; half of the pairs are made of them. */
    private static final List<String> ALIKE = List.of(
            "0O", "O0", "1l", "lI", "Il", "5S", "S5", "8B", "B8", "38", "83", "6b", "ce", "ec", "ao", "rn", ".,", ",.",
            ":;", ";:", "-~", "un", "hb", "vy", "17", "71", "56", "65", "69", "96", "4A", "2Z", "gq", "ij", "ft", "CG");

    private static final int[][] SCHEMES = {
        {0x222222, 0xffffff}, {0xeeeeee, 0x1e1e1e}, {0x444444, 0x1a1a1a}, {0xffffff, 0x2a6fdb}, {0x999999, 0xffffff}
    };

    @BeforeAll
    static void natives() {
        OpenCv.ensureLoaded();
    }

    @Test
    void drawnLinesThatDifferInOneGlyphNeverShareAReading() {
        Assumptions.assumeTrue(
                GraphicsEnvironment.getLocalGraphicsEnvironment().getAvailableFontFamilyNames().length > 0,
                "No fonts on this machine: lines cannot be drawn");
        Random random = new Random(20418);
        List<String> wrong = new ArrayList<>();
        int pairs = 0;
        for (int n = 0; n < DRAWN_LINES; n++) {
            String font = List.of("SansSerif", "Monospaced", "Serif").get(random.nextInt(3));
            int style = random.nextInt(4) == 0 ? 1 : 0;
            int size = 10 + random.nextInt(11);
            int[] scheme = SCHEMES[random.nextInt(SCHEMES.length)];
            int quality = List.of(0, 95, 90).get(random.nextInt(3));
            String text = text(random);
            Pixels clean = Pictures.drawn(text, font, style, size, scheme[0], scheme[1]);
            List<Box> found = new LineFinder(ReadingSettings.defaults()).find(Pictures.mat(clean));
            ReadingCache cache = known(seen(clean, quality), found);
            for (int v = 0; v < VARIANTS; v++) {
                int at = random.nextInt(text.length());
                char glyph = other(text.charAt(at), random);
                String changed = text.substring(0, at) + glyph + text.substring(at + 1);
                Pixels other = Pictures.drawn(changed, font, style, size, scheme[0], scheme[1]);
                if (other.equals(clean)) {
                    continue;
                }
                pairs++;
                Pixels shown = seen(other, quality);
                List<Box> boxes = new LineFinder(ReadingSettings.defaults()).find(Pictures.mat(shown));
                if (!boxes.isEmpty() && allKnown(cache, shown, boxes)) {
                    wrong.add(String.format(
                            Locale.ROOT, "%s %d %d q%d %s %s", font, style, size, quality, text, changed));
                }
            }
        }
        System.out.printf(
                Locale.ROOT, "Drawn pairs that differ in one glyph: %d, sharing a reading: %d%n", pairs, wrong.size());
        assertThat(wrong).isEmpty();
        assertThat(pairs).isGreaterThan(DRAWN_LINES * VARIANTS * 3 / 4);
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        int length = 3 + random.nextInt(12);
        while (text.length() < length) {
            char c = ALPHABET.charAt(random.nextInt(ALPHABET.length()));
            text.append(text.isEmpty() && c == ' ' ? 'x' : c);
        }
        return text.append('e').toString();
    }

    private static char other(char glyph, Random random) {
        List<String> alike = ALIKE.stream().filter(p -> p.charAt(0) == glyph).toList();
        if (!alike.isEmpty() && random.nextInt(4) > 0) {
            return alike.get(random.nextInt(alike.size())).charAt(1);
        }
        char c = glyph;
        while (c == glyph) {
            c = ALPHABET.charAt(random.nextInt(ALPHABET.length()));
        }
        return c;
    }

    private static Pixels seen(Pixels clean, int quality) {
        return quality == 0 ? clean : Pictures.lossy(clean, quality);
    }

    private static ReadingCache known(Pixels shown, List<Box> cleanBoxes) {
        ReadingCache cache = new ReadingCache();
        Mat bgr = Pictures.mat(shown);
        List<Box> boxes = new LineFinder(ReadingSettings.defaults()).find(bgr);
        for (Box box : boxes.isEmpty() ? cleanBoxes : boxes) {
            GrayImage ink = InkMaker.ink(bgr, box);
            cache.put(ink, line(ink));
        }
        return cache;
    }

    private static boolean allKnown(ReadingCache cache, Pixels shown, List<Box> boxes) {
        Mat bgr = Pictures.mat(shown);
        return boxes.stream().allMatch(box -> cache.find(InkMaker.ink(bgr, box)).isPresent());
    }

    private static TextLine line(GrayImage ink) {
        return new TextLine(LineReader.id(ink), "", List.of(), 0, ink.width(), ink.height());
    }

    @Test
    void realLinesWithOneGlyphOfAnotherPlaceNeverShareAReading() throws IOException {
        List<Pixels> screens = new ArrayList<>();
        for (String name : List.of("form", "terminal", "grid", "faded-dark", "selection")) {
            screens.add(Pictures.resource(name));
        }
        screens.addAll(developmentFrames());
        int[] counts = new int[3];
        try (TesseractEngine engine = TesseractEngine.open("eng")) {
            LineReader reader = new LineReader(engine, ReadingSettings.defaults());
            for (Pixels screen : screens) {
                paste(screen, new Random(screen.width()), reader, counts);
            }
        }
        System.out.printf(
                Locale.ROOT,
                "Real lines with a glyph of another place: %d on %d screens, found again: %d, read differently: %d%n",
                counts[0],
                screens.size(),
                counts[1],
                counts[2]);
        assertThat(counts[0]).isGreaterThan(60);
        assertThat(counts[1]).isPositive();
        assertThat(counts[2]).isZero();
    }

    /** One glyph: columns with ink between columns without, in a line's picture. */
    private record Glyph(Box line, int x0, int x1, int background) {
        int width() {
            return x1 - x0;
        }
    }

    /**
     * Lays glyphs over others of nearly their width, from lines of the same height on the same ground, and looks the
     * line up among the unchanged ones. A glyph over its like is the same line, so what is found is read: it may be
     * found if it says the same there.
     */
    private static void paste(Pixels screen, Random random, LineReader reader, int[] counts) {
        Mat bgr = Pictures.mat(screen);
        List<Glyph> glyphs = new ArrayList<>();
        for (Box box : new LineFinder(ReadingSettings.defaults()).find(bgr)) {
            if (box.h() >= LETTER_PX && box.h() <= 30 && box.w() > 2 * box.h()) {
                glyphs.addAll(glyphs(InkMaker.ink(bgr, box), box, screen));
            }
        }
        for (int n = 0; n < (LONG ? 120 : 40) && !glyphs.isEmpty(); n++) {
            Glyph to = glyphs.get(random.nextInt(glyphs.size()));
            List<Glyph> fitting = glyphs.stream()
                    .filter(g -> !g.equals(to) && g.line().h() == to.line().h())
                    .filter(g -> g.width() == to.width() && Math.abs(g.background() - to.background()) <= 2)
                    .toList();
            if (fitting.isEmpty()) {
                continue;
            }
            Glyph from = fitting.get(random.nextInt(fitting.size()));
            Mat changed = bgr.clone();
            new Mat(
                            bgr,
                            InkMaker.rect(new Box(
                                    from.line().x() + from.x0(),
                                    from.line().y(),
                                    from.width(),
                                    from.line().h())))
                    .copyTo(new Mat(
                            changed,
                            InkMaker.rect(new Box(
                                    to.line().x() + to.x0(),
                                    to.line().y(),
                                    to.width(),
                                    to.line().h()))));
            GrayImage original = InkMaker.ink(bgr, to.line());
            GrayImage ink = InkMaker.ink(changed, to.line());
            ReadingCache cache = new ReadingCache();
            cache.put(original, line(original));
            counts[0]++;
            if (cache.find(ink).isPresent()) {
                TextLine before = reader.read(original, () -> InkMaker.plain(bgr, to.line()))
                        .line();
                TextLine after = reader.read(ink, () -> InkMaker.plain(changed, to.line()))
                        .line();
                counts[1]++;
                // Icons are lines too, and what the engine makes of them changes with a level of a pixel.
                boolean isText = Math.max(before.confidence(), after.confidence())
                        >= ReadingSettings.defaults().goodConfidence();
                counts[2] += isText && !at(before, to).equals(at(after, to)) ? 1 : 0;
            }
            changed.release();
        }
    }

    /** The words at the glyph: those further on stand on the same pixels, and the engine wavers over them. */
    private static List<String> at(TextLine line, Glyph glyph) {
        return line.words().stream()
                .filter(w -> w.box().x() < glyph.x1() && w.box().right() > glyph.x0())
                .map(Word::text)
                .toList();
    }

    private static List<Glyph> glyphs(GrayImage ink, Box line, Pixels screen) {
        List<Glyph> out = new ArrayList<>();
        int start = -1;
        for (int x = 0; x <= ink.width(); x++) {
            boolean inked = false;
            for (int y = 0; y < ink.height() && x < ink.width(); y++) {
                inked |= ink.at(x, y) >= 40;
            }
            if (inked && start < 0) {
                start = x;
            } else if (!inked && start >= 0) {
                if (x - start >= 2 && x - start <= ink.height()) {
                    out.add(new Glyph(line, start, x, screen.gray(line.x(), line.y())));
                }
                start = -1;
            }
        }
        return out;
    }

    /** Frames of the recordings beside the project, evenly over each; none where they are not. */
    private static List<Pixels> developmentFrames() throws IOException {
        List<Pixels> frames = new ArrayList<>();
        String told = System.getProperty("scrim.shared", "");
        Path folder = Path.of("").toAbsolutePath();
        Path shared = told.isEmpty() ? null : Path.of(told);
        while (shared == null && folder != null) {
            shared = Files.isDirectory(folder.resolve("shared/recordings/dev")) ? folder.resolve("shared") : null;
            folder = folder.getParent();
        }
        if (shared == null) {
            System.out.println("The development recordings are not here: only the committed screens are looked at");
            return frames;
        }
        try (Stream<Path> recordings = Files.list(shared.resolve("recordings/dev"))) {
            for (Path recording : recordings.sorted().toList()) {
                Path video = recording.resolve("screen.mp4");
                if (Files.isRegularFile(video)) {
                    frames.addAll(frames(video));
                }
            }
        }
        return frames;
    }

    private static List<Pixels> frames(Path video) throws IOException {
        List<Pixels> frames = new ArrayList<>();
        try (SeekableByteChannel bytes = Files.newByteChannel(video)) {
            if (VideoDecoder.open(bytes) instanceof VideoResult.Opened<VideoDecoder> opened) {
                try (VideoDecoder decoder = opened.value()) {
                    while (frames.size() < FRAMES_OF_A_RECORDING && decoder.advance()) {
                        if (decoder.index() % FRAMES_APART == FRAMES_APART - 1) {
                            frames.add(decoder.pixels());
                        }
                    }
                }
            }
        }
        return frames;
    }
}
