package dev.scrim.jobs.explain;

import dev.scrim.datasets.model.Box;
import dev.scrim.datasets.model.Category;
import dev.scrim.datasets.model.Pixels;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Rectangle2D;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.util.ArrayList;
import java.util.List;

/**
 * A frame with a numbered outline around each painted box: solid where the finding was made there, dashed where it was
 * carried there from elsewhere, a colour for each category. What is inside the boxes stays as it is in the frame.
 */
final class BoxPicture {
    private static final Color HALO = new Color(255, 255, 255, 210);
    private static final Color INK = Color.WHITE;

    /** Gray levels between neighbours from which a pixel counts as the edge of something to be read. */
    private static final int EDGE = 24;

    private final Pixels frame;
    private final int width;
    private final int height;
    /** Size of marks: the same part of a small and of a large screen. */
    private final double unit;

    private final List<Explanation.Painted> painted;
    private final List<Rectangle2D> tags = new ArrayList<>();

    private BoxPicture(Pixels frame, List<Explanation.Painted> painted) {
        this.frame = frame;
        this.width = frame.width();
        this.height = frame.height();
        this.unit = Math.max(1, width / 1400.0);
        this.painted = painted;
    }

    /** A new picture of the same size. */
    static Pixels draw(Pixels frame, List<Explanation.Painted> painted) {
        BufferedImage image = new BufferedImage(frame.width(), frame.height(), BufferedImage.TYPE_3BYTE_BGR);
        byte[] bgr = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
        byte[] source = frame.toBgr();
        System.arraycopy(source, 0, bgr, 0, source.length);
        Graphics2D g = image.createGraphics();
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        new BoxPicture(frame, painted).draw(g);
        g.dispose();
        return Pixels.adopt(frame.width(), frame.height(), bgr);
    }

    /** Bright enough to stand out of the muted fills and of any page. */
    static Color colour(Category category) {
        return switch (category) {
            case TAX -> new Color(0xB45309);
            case MEDICAL -> new Color(0x047857);
            case CHAT -> new Color(0x1D4ED8);
            case AI_PROMPT -> new Color(0x6D28D9);
            case CREDENTIAL -> new Color(0xB91C1C);
            case FINANCE -> new Color(0x4D7C0F);
            case HR -> new Color(0xA21CAF);
            case CONTACT -> new Color(0x0E7490);
            case PERSON -> new Color(0x334155);
            case PICTURE -> new Color(0x92400E);
            case UNREADABLE -> new Color(0x111827);
        };
    }

    private void draw(Graphics2D g) {
        for (Explanation.Painted p : painted) {
            outline(g, p);
        }
        for (Explanation.Painted p : painted) {
            tag(g, p);
        }
    }

    private void outline(Graphics2D g, Explanation.Painted p) {
        double out = unit;
        Rectangle2D line = new Rectangle2D.Double(
                p.box().x() - out,
                p.box().y() - out,
                p.box().w() + 2 * out,
                p.box().h() + 2 * out);
        g.setColor(HALO);
        g.setStroke(new BasicStroke((float) (4.2 * unit)));
        g.draw(line);
        g.setColor(colour(p.category()));
        float dash = (float) (5 * unit);
        g.setStroke(
                p.propagated()
                        ? new BasicStroke(
                                (float) (2.2 * unit),
                                BasicStroke.CAP_BUTT,
                                BasicStroke.JOIN_MITER,
                                10,
                                new float[] {dash, dash * 0.7f},
                                0)
                        : new BasicStroke((float) (2.2 * unit)));
        g.draw(line);
    }

    private void tag(Graphics2D g, Explanation.Painted p) {
        double digits = 9.5 * unit;
        double w = Digits.width(p.number(), digits) + 8 * unit;
        double h = digits + 6.5 * unit;
        Rectangle2D at = place(p.box(), w, h);
        tags.add(at);
        double round = 6 * unit;
        g.setColor(HALO);
        g.fill(new RoundRectangle2D.Double(
                at.getX() - unit, at.getY() - unit, w + 2 * unit, h + 2 * unit, round + 2 * unit, round + 2 * unit));
        g.setColor(colour(p.category()));
        g.fill(new RoundRectangle2D.Double(at.getX(), at.getY(), w, h, round, round));
        g.setColor(INK);
        Digits.draw(g, p.number(), at.getX() + 4 * unit, at.getY() + 3.25 * unit, digits);
    }

    /** The place beside the box that hides least and covers no other number; on the box when there is none. */
    private Rectangle2D place(Box box, double w, double h) {
        double gap = unit;
        double middle = box.centerY() - h / 2;
        double[][] places = {
            {box.x() - w - gap, middle},
            {box.right() + gap, middle},
            {box.x() - gap, box.y() - h - gap},
            {box.x() - gap, box.bottom() + gap},
            {box.right() - w, box.y() - h - gap},
            {box.right() - w, box.bottom() + gap},
        };
        Rectangle2D best = null;
        int least = Integer.MAX_VALUE;
        for (double[] xy : places) {
            Rectangle2D r = new Rectangle2D.Double(xy[0], xy[1], w, h);
            if (xy[0] < 0 || xy[1] < 0 || xy[0] + w > width || xy[1] + h > height || covers(r)) {
                continue;
            }
            int hidden = hidden(r);
            if (hidden < least) {
                least = hidden;
                best = r;
            }
        }
        if (best != null) {
            return best;
        }
        double x = Math.max(0, Math.min(box.x() + 2 * unit, width - w));
        double y = Math.max(0, Math.min(box.y() + 2 * unit, height - h));
        return new Rectangle2D.Double(x, y, w, h);
    }

    /** What a tag there would hide: other boxes, then what can be read. */
    private int hidden(Rectangle2D r) {
        int boxes = (int) painted.stream()
                .filter(p -> r.intersects(
                        p.box().x(), p.box().y(), p.box().w(), p.box().h()))
                .count();
        int edges = 0;
        for (int y = (int) r.getY(); y < (int) r.getMaxY(); y++) {
            for (int x = (int) r.getX(); x + 1 < (int) r.getMaxX(); x++) {
                edges += Math.abs(frame.gray(x, y) - frame.gray(x + 1, y)) >= EDGE ? 1 : 0;
            }
        }
        return boxes * width * height + edges;
    }

    private boolean covers(Rectangle2D r) {
        return tags.stream().anyMatch(t -> t.intersects(r));
    }
}
