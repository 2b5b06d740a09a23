package dev.scrim.jobs.canary;

import dev.scrim.datasets.model.Box;
import dev.scrim.datasets.model.Pixels;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.GeneralPath;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** One screen while it is drawn, with a list of what was planted in it. Needs no display and no installed font. */
final class Easel {
    /** Distance of two baselines, as a multiple of the type size. */
    static final double LEADING = 1.7;

    private final BufferedImage image;
    private final Graphics2D graphics;
    private final Map<Lettering.Face, Lettering> faces = new EnumMap<>(Lettering.Face.class);
    private final boolean dark;
    private final double size;
    private final List<CanaryScreen.Planted> planted = new ArrayList<>();
    private final List<Box> safe = new ArrayList<>();

    /** @param size of running text, pixels */
    Easel(int width, int height, boolean dark, double size) {
        this.image = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
        this.graphics = image.createGraphics();
        this.dark = dark;
        this.size = size;
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        graphics.setColor(new Color(dark ? 0x1E2227 : 0xFFFFFF));
        graphics.fillRect(0, 0, width, height);
    }

    double size() {
        return size;
    }

    int width() {
        return image.getWidth();
    }

    int height() {
        return image.getHeight();
    }

    /** A bar, field or bubble in a shade a little off the background. */
    void panel(Box box, double radius) {
        graphics.setColor(new Color(dark ? 0x2C323A : 0xEEF1F5));
        graphics.fill(new RoundRectangle2D.Double(box.x(), box.y(), box.w(), box.h(), radius, radius));
    }

    /** A one pixel frame around a field or cell. */
    void frame(Box box) {
        graphics.setColor(new Color(dark ? 0x565E69 : 0xB4BAC2));
        graphics.drawRect(box.x(), box.y(), box.w(), box.h());
    }

    /** Text that gives nothing away. */
    int safe(String text, Lettering.Face face, int x, int baseline) {
        Box ink = draw(text, face, size, x, baseline);
        safe.add(ink);
        return ink.right();
    }

    /** A heading that gives nothing away, in larger type. */
    void heading(String text, Lettering.Face face, int x, int baseline) {
        safe.add(draw(text, face, size * 1.3, x, baseline));
    }

    /** Text that must not be seen again. */
    int secret(CanaryGroup group, String text, Lettering.Face face, int x, int baseline) {
        Box ink = draw(text, face, size, x, baseline);
        planted.add(new CanaryScreen.Planted(group, text, ink));
        return ink.right();
    }

    double widthOf(String text, Lettering.Face face) {
        return letters(face).width(text, size);
    }

    private Box draw(String text, Lettering.Face face, double sizePx, int x, int baseline) {
        GeneralPath outline = letters(face).outline(text, sizePx, x, baseline);
        graphics.setColor(new Color(dark ? 0xD8DCE2 : 0x24292F));
        graphics.fill(outline);
        java.awt.Rectangle ink = outline.getBounds();
        return new Box(ink.x, ink.y, ink.width, ink.height).clip(width(), height());
    }

    private Lettering letters(Lettering.Face face) {
        return faces.computeIfAbsent(face, Lettering::of);
    }

    /** Ends the drawing. */
    CanaryScreen finish(String app, String title) {
        graphics.dispose();
        faces.values().forEach(Lettering::close);
        byte[] bgr = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
        return new CanaryScreen(Pixels.copyOf(width(), height(), bgr), app, title, planted, safe);
    }
}
