package dev.scrim.featurizers.action;

import dev.scrim.datasets.model.Point;
import java.util.ArrayList;
import java.util.List;

/** Keeps the shape of a pointer's way in a bounded number of points (Douglas-Peucker over a thinned way). */
final class PathSimplifier {
    private static final int MAX_POINTS = 256;
    private static final double MIN_STEP_PX = 2;
    private static final double TOLERANCE_PX = 3;

    private final List<Point> points = new ArrayList<>();
    private Point last;

    PathSimplifier(Point start) {
        points.add(start);
        last = start;
    }

    void add(Point p) {
        last = p;
        if (points.get(points.size() - 1).distanceTo(p) < MIN_STEP_PX) {
            return;
        }
        points.add(p);
        if (points.size() > MAX_POINTS) {
            List<Point> thinned = new ArrayList<>();
            for (int i = 0; i < points.size(); i += 2) {
                thinned.add(points.get(i));
            }
            points.clear();
            points.addAll(thinned);
        }
    }

    /** At least the two ends. */
    List<Point> path() {
        List<Point> way = new ArrayList<>(points);
        if (way.size() == 1 || !way.get(way.size() - 1).equals(last)) {
            way.add(last);
        }
        boolean[] keep = new boolean[way.size()];
        keep[0] = true;
        keep[way.size() - 1] = true;
        mark(way, 0, way.size() - 1, keep);
        List<Point> out = new ArrayList<>();
        for (int i = 0; i < keep.length; i++) {
            if (keep[i]) {
                out.add(way.get(i));
            }
        }
        return out;
    }

    private static void mark(List<Point> way, int from, int to, boolean[] keep) {
        double worst = TOLERANCE_PX;
        int at = -1;
        for (int i = from + 1; i < to; i++) {
            double d = distance(way.get(i), way.get(from), way.get(to));
            if (d > worst) {
                worst = d;
                at = i;
            }
        }
        if (at >= 0) {
            keep[at] = true;
            mark(way, from, at, keep);
            mark(way, at, to, keep);
        }
    }

    private static double distance(Point p, Point a, Point b) {
        double dx = b.x() - a.x();
        double dy = b.y() - a.y();
        double square = dx * dx + dy * dy;
        double t = square == 0 ? 0 : ((p.x() - a.x()) * dx + (p.y() - a.y()) * dy) / square;
        double c = Math.max(0, Math.min(1, t));
        return p.distanceTo(new Point(a.x() + c * dx, a.y() + c * dy));
    }
}
