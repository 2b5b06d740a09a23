package dev.scrim.jobs.house;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Draws the house from its classes: modules, their packages by size, and how many classes look from one into another. */
final class HousePicture {
    private static final String ROOT = "dev.scrim.";
    private static final int WIDTH = 1080;
    private static final int MARGIN = 20;
    private static final int GAP = 70;
    private static final int HEAD = 44;
    private static final int PILL = 22;
    private static final int CHAR = 7;

    /** A module's place: which column, of how many it spans, and its shelf. */
    private record Room(String module, String says, int column, int columns, int shelf) {}

    private static final List<Room> ROOMS = List.of(
            new Room("jobs", "the order: stages, command line, review", 0, 3, 0),
            new Room("featurizers", "what is added", 0, 1, 1),
            new Room("notebooks", "reading", 1, 1, 1),
            new Room("redaction", "what is removed", 2, 1, 1),
            new Room("datasets", "the nouns, and how each is stored", 0, 3, 2));

    private final SortedMap<String, SortedMap<String, Integer>> packages = new TreeMap<>();
    private final SortedMap<String, TreeSet<String>> looks = new TreeMap<>();
    private final StringBuilder svg = new StringBuilder();
    private final Map<String, int[]> boxes = new TreeMap<>();

    private HousePicture(JavaClasses house) {
        for (JavaClass c : house) {
            if (c.getPackageName().startsWith(ROOT) && c.isTopLevelClass()) {
                String[] parts = c.getPackageName().substring(ROOT.length()).split("\\.", 3);
                String inner = parts.length == 1 ? "." : parts[1];
                packages.computeIfAbsent(parts[0], m -> new TreeMap<>()).merge(inner, 1, Integer::sum);
            }
            String from = module(c);
            c.getDirectDependenciesFromSelf().forEach(d -> {
                String to = module(d.getTargetClass());
                if (!to.isEmpty() && !from.isEmpty() && !to.equals(from)) {
                    looks.computeIfAbsent(from + ">" + to, k -> new TreeSet<>())
                            .add(c.getName().replaceAll("\\$.*", ""));
                }
            });
        }
    }

    private static String module(JavaClass c) {
        String name = c.getPackageName();
        if (!name.startsWith(ROOT)) {
            return "";
        }
        String rest = name.substring(ROOT.length());
        int dot = rest.indexOf('.');
        return dot < 0 ? rest : rest.substring(0, dot);
    }

    /** The picture as SVG, the same for the same classes. */
    static String of(JavaClasses house) {
        return new HousePicture(house).draw();
    }

    private String draw() {
        int y = MARGIN;
        StringBuilder rooms = new StringBuilder();
        for (int shelf = 0; shelf < 3; shelf++) {
            int height = 0;
            for (Room room : ROOMS) {
                if (room.shelf() == shelf) {
                    height = Math.max(height, HEAD + rows(room).size() * (PILL + 6) + 10);
                }
            }
            for (Room room : ROOMS) {
                if (room.shelf() == shelf) {
                    rooms.append(room(room, y, height));
                }
            }
            y += height + GAP;
        }
        int total = y - GAP + MARGIN;
        svg.append("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 ")
                .append(WIDTH)
                .append(' ')
                .append(total)
                .append("\" font-family=\"system-ui, sans-serif\" font-size=\"13\">\n")
                .append("<rect width=\"100%\" height=\"100%\" fill=\"#fbfaf7\"/>\n")
                .append(
                        "<defs><marker id=\"a\" viewBox=\"0 0 8 8\" refX=\"7\" refY=\"4\" markerWidth=\"8\" markerHeight=\"8\"")
                .append(" orient=\"auto\"><path d=\"M0 0L8 4L0 8z\" fill=\"#7a6f58\"/></marker></defs>\n");
        looks.forEach((pair, classes) -> {
            String[] ends = pair.split(">", 2);
            arrow(ends[0], ends[1], classes.size());
        });
        return svg.append(rooms).append("</svg>\n").toString();
    }

    private static int left(Room room) {
        int column = (WIDTH - 2 * MARGIN - 2 * GAP / 2) / 3;
        return MARGIN + room.column() * (column + GAP / 2);
    }

    private static int width(Room room) {
        int column = (WIDTH - 2 * MARGIN - 2 * GAP / 2) / 3;
        return room.columns() * column + (room.columns() - 1) * GAP / 2;
    }

    /** Pills row by row, as many as fit. */
    private List<List<String>> rows(Room room) {
        List<List<String>> rows = new ArrayList<>();
        int used = WIDTH;
        for (Map.Entry<String, Integer> e :
                packages.getOrDefault(room.module(), new TreeMap<>()).entrySet()) {
            if (e.getKey().equals(".")) {
                continue;
            }
            String pill = e.getKey() + " " + e.getValue();
            int wide = pill.length() * CHAR + 26;
            if (used + wide > width(room) - 20) {
                rows.add(new ArrayList<>());
                used = 0;
            }
            rows.get(rows.size() - 1).add(pill);
            used += wide;
        }
        return rows;
    }

    private String room(Room room, int y, int height) {
        boxes.put(room.module(), new int[] {left(room), y, width(room), height});
        int classes = packages.getOrDefault(room.module(), new TreeMap<>()).values().stream()
                .mapToInt(Integer::intValue)
                .sum();
        StringBuilder out = new StringBuilder();
        out.append(String.format(
                Locale.ROOT,
                "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"10\" fill=\"#fff\" stroke=\"#b9ab8c\"/>%n"
                        + "<text x=\"%d\" y=\"%d\"><tspan font-weight=\"700\" font-size=\"16\">%s</tspan>"
                        + "<tspan dx=\"10\" fill=\"#7a6f58\">%s</tspan></text>%n",
                left(room),
                y,
                width(room),
                height,
                left(room) + 14,
                y + 28,
                room.module(),
                room.says() + (classes == 0 ? "" : String.format(Locale.ROOT, ", %,d classes", classes))));
        int row = y + HEAD;
        for (List<String> pills : rows(room)) {
            int x = left(room) + 14;
            for (String pill : pills) {
                int cut = pill.indexOf(' ');
                int wide = pill.length() * CHAR + 18;
                out.append(String.format(
                        Locale.ROOT,
                        "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"11\" fill=\"#f1ede3\"/>"
                                + "<text x=\"%d\" y=\"%d\">%s<tspan dx=\"5\" fill=\"#8a7f66\" font-size=\"11\">%s</tspan></text>%n",
                        x,
                        row,
                        wide,
                        PILL,
                        x + 9,
                        row + 15,
                        pill.substring(0, cut),
                        pill.substring(cut + 1)));
                x += wide + 8;
            }
            row += PILL + 6;
        }
        return out.toString().replace("\r\n", "\n");
    }

    /** From the lower edge of one to the upper edge of the other; jobs reach datasets between the rooms of the middle. */
    private void arrow(String from, String to, int classes) {
        int[] a = boxes.get(from);
        int[] b = boxes.get(to);
        if (a == null || b == null) {
            return;
        }
        boolean past = from.equals("jobs") && to.equals("datasets");
        int[] narrow = a[2] < b[2] ? a : b;
        int x = past ? MARGIN + (WIDTH - 2 * MARGIN - GAP) / 3 + GAP / 4 : narrow[0] + narrow[2] / 2;
        int y1 = a[1] + a[3];
        int y2 = b[1];
        svg.append(String.format(
                Locale.ROOT,
                "<path d=\"M%d %dV%d\" stroke=\"#7a6f58\" stroke-width=\"1.5\" marker-end=\"url(#a)\"/>"
                        + "<text x=\"%d\" y=\"%d\" fill=\"#7a6f58\">%,d classes</text>%n",
                x,
                y1,
                y2 - 1,
                x + 8,
                past ? y1 + GAP / 3 : (y2 - y1 > GAP ? y1 + GAP / 2 : (y1 + y2) / 2 + 4),
                classes));
    }
}
