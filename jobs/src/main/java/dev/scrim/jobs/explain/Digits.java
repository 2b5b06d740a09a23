package dev.scrim.jobs.explain;

import java.awt.BasicStroke;
import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.awt.geom.Arc2D;
import java.awt.geom.Path2D;

/**
 * Draws whole numbers as strokes. Java's text needs the system's font configuration, which a bare server has not; ten
 * digits do not need a font.
 */
final class Digits {
    /** A digit's box before scaling; strokes stand out of it by half their width. */
    private static final double WIDTH = 6;

    private static final double HEIGHT = 10;
    private static final double ADVANCE = 9;

    private Digits() {}

    /** How wide {@code number} is at that height. */
    static double width(int number, double height) {
        int digits = String.valueOf(number).length();
        return (digits * ADVANCE - (ADVANCE - WIDTH)) * height / HEIGHT;
    }

    /** In the graphics' colour, its upper left corner at {@code x, y}. */
    static void draw(Graphics2D g, int number, double x, double y, double height) {
        double scale = height / HEIGHT;
        g.setStroke(new BasicStroke((float) (1.7 * scale), BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        double at = x;
        for (char c : String.valueOf(number).toCharArray()) {
            AffineTransform place = AffineTransform.getTranslateInstance(at, y);
            place.scale(scale, scale);
            g.draw(place.createTransformedShape(digit(c)));
            at += ADVANCE * scale;
        }
    }

    private static Path2D digit(char c) {
        Path2D p = new Path2D.Double();
        switch (c) {
            case '0' -> p.append(new java.awt.geom.Ellipse2D.Double(0, 0, 6, 10), false);
            case '1' -> line(p, 0.8, 2.2, 3.4, 0, 3.4, 10);
            case '2' -> {
                p.moveTo(0.2, 2.6);
                p.curveTo(0.6, -0.9, 6, -0.9, 5.8, 2.8);
                p.curveTo(5.7, 5, 1.8, 7, 0, 10);
                p.lineTo(6, 10);
            }
            case '3' -> {
                line(p, 0.4, 0, 5.6, 0, 2.6, 4);
                p.curveTo(7.1, 3.9, 7, 10, 2.8, 10);
                p.curveTo(1.6, 10, 0.6, 9.4, 0, 8.4);
            }
            case '4' -> {
                line(p, 4.6, 10, 4.6, 0, 0, 7);
                p.lineTo(6.2, 7);
            }
            case '5' -> {
                line(p, 5.4, 0, 1, 0, 0.5, 4.6);
                p.curveTo(3, 2.6, 6.2, 4, 6, 6.8);
                p.curveTo(5.8, 10.4, 1.6, 10.8, 0, 8.6);
            }
            case '6' -> {
                p.append(new java.awt.geom.Ellipse2D.Double(0, 4, 6, 6), false);
                p.moveTo(0.1, 6.4);
                p.quadTo(0.4, 2.4, 4, 0);
            }
            case '7' -> line(p, 0, 0, 6, 0, 2.2, 10);
            case '8' -> {
                p.append(new java.awt.geom.Ellipse2D.Double(0.6, 0, 4.8, 4.5), false);
                p.append(new java.awt.geom.Ellipse2D.Double(0, 4.5, 6, 5.5), false);
            }
            default -> {
                p.append(new Arc2D.Double(0, 0, 6, 6, 0, 360, Arc2D.OPEN), false);
                p.moveTo(5.9, 3.6);
                p.quadTo(5.6, 7.6, 2, 10);
            }
        }
        return p;
    }

    private static void line(Path2D p, double... xy) {
        p.moveTo(xy[0], xy[1]);
        for (int i = 2; i < xy.length; i += 2) {
            p.lineTo(xy[i], xy[i + 1]);
        }
    }
}
