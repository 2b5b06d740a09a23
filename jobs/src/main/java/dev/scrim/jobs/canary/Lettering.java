package dev.scrim.jobs.canary;

import java.awt.geom.AffineTransform;
import java.awt.geom.GeneralPath;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.apache.fontbox.ttf.CmapLookup;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;

/**
 * A typeface as outlines. Java's own text drawing asks the machine's font configuration and fails where there is none;
 * outlines of a font on the class path look the same everywhere. The fonts are the DejaVu family (Bitstream Vera
 * licence) as packed by {@code jasperreports-fonts}. For one thread.
 */
final class Lettering implements AutoCloseable {
    /** The styles that screens are set in. */
    enum Face {
        SANS("DejaVuSans"),
        SERIF("DejaVuSerif"),
        MONO("DejaVuSansMono");

        private final String file;

        Face(String file) {
            this.file = file;
        }
    }

    private final TrueTypeFont font;
    private final CmapLookup glyphs;
    private final float unitsPerEm;

    private Lettering(TrueTypeFont font) throws IOException {
        this.font = font;
        this.glyphs = font.getUnicodeCmapLookup();
        this.unitsPerEm = font.getUnitsPerEm();
    }

    static Lettering of(Face face) {
        String resource = "/net/sf/jasperreports/fonts/dejavu/" + face.file + ".ttf";
        try (InputStream in = Lettering.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException(
                        "Cannot find font " + face.file + " (jasperreports-fonts must be on the class path)");
            }
            return new Lettering(new TTFParser().parse(new RandomAccessReadBuffer(in.readAllBytes())));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read font " + face.file, e);
        }
    }

    /** @param sizePx height of the em, pixels */
    double width(String text, double sizePx) {
        try {
            double width = 0;
            for (int i = 0; i < text.length(); i++) {
                width += font.getAdvanceWidth(glyphs.getGlyphId(text.charAt(i)));
            }
            return width * sizePx / unitsPerEm;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot measure a text", e);
        }
    }

    /** The text's outline with its first letter's origin at {@code (x, baseline)}. */
    GeneralPath outline(String text, double sizePx, double x, double baseline) {
        try {
            GeneralPath all = new GeneralPath();
            double scale = sizePx / unitsPerEm;
            double at = x;
            for (int i = 0; i < text.length(); i++) {
                int id = glyphs.getGlyphId(text.charAt(i));
                GeneralPath glyph = id == 0
                        ? null
                        : font.getGlyph().getGlyph(id) == null
                                ? null
                                : font.getGlyph().getGlyph(id).getPath();
                if (glyph != null) {
                    // Whole pixels, as screens place letters.
                    all.append(
                            glyph.getPathIterator(new AffineTransform(scale, 0, 0, -scale, Math.round(at), baseline)),
                            false);
                }
                at += font.getAdvanceWidth(id) * scale;
            }
            return all;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot draw a text", e);
        }
    }

    @Override
    public void close() {
        try {
            font.close();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot close a font", e);
        }
    }
}
