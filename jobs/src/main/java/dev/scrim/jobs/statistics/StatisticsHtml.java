package dev.scrim.jobs.statistics;

import dev.scrim.jobs.report.Html;
import dev.scrim.jobs.report.Numbers;
import dev.scrim.jobs.report.ReportHtml;
import dev.scrim.jobs.statistics.Statistics.Count;
import dev.scrim.jobs.statistics.Statistics.LeftOut;
import dev.scrim.jobs.statistics.Statistics.Rating;
import dev.scrim.jobs.statistics.Statistics.SplitLine;
import dev.scrim.jobs.statistics.Statistics.Totals;
import dev.scrim.jobs.viewer.Inline;
import dev.scrim.jobs.viewer.ViewerPart;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes {@code statistics.html}: one page without scripts, which needs no network and no other file. */
public final class StatisticsHtml {
    public static final String FILE = "statistics.html";

    /** Longer lists end in one line for all the rest. */
    private static final int MOST_LINES = 16;

    private final Statistics s;
    private final Html page = new Html();

    private StatisticsHtml(Statistics s) {
        this.s = s;
    }

    /** The page: HTML that is also well-formed XML. */
    public static String render(Statistics statistics) {
        return new StatisticsHtml(statistics).render();
    }

    private String render() {
        Inline style = Inline.style(Inline.resources(ViewerPart.class, "palette.css")
                + Inline.resources(ReportHtml.class, "report.css")
                + Inline.resources(StatisticsHtml.class, "statistics.css"));
        page.raw("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\"/>\n")
                .raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n")
                .raw("<meta name=\"referrer\" content=\"no-referrer\"/>\n")
                .raw("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src ")
                .raw(style.source() + "; base-uri 'none'; form-action 'none'\"/>\n")
                .element("title", "", "Statistics: " + s.header().dataset())
                .raw("\n<style>" + style.text() + "</style>\n</head>\n<body>\n");
        header();
        page.raw("<main class=\"wrap\">\n");
        if (s.totals().steps() == 0) {
            none("Nothing was exported, so there is nothing to count.");
        } else {
            trajectories();
            actions();
            pictures();
            privacy();
        }
        leftOut();
        page.raw("</main>\n<footer><div class=\"wrap\">")
                .text("Counts of what is exported; nobody is named. The same numbers are in " + StatisticsJson.FILE
                        + ".")
                .raw("</div></footer>\n</body>\n</html>\n");
        return page.toString();
    }

    private void header() {
        if (s.header().evaluation()) {
            page.element("div", "banner", ReportHtml.EVALUATION);
        }
        page.raw("<header><div class=\"wrap\">\n<h1>")
                .text(s.header().dataset())
                .element("small", "", "dataset statistics")
                .raw("</h1>\n<div class=\"id\">Build ")
                .element("code", "", s.header().buildId())
                .raw(", format ")
                .element("code", "", s.header().format())
                .raw("</div>\n<div class=\"tiles\">\n");
        Totals t = s.totals();
        tile(hours(t.trajectoryUs()), "of work, from first to last action of each trajectory");
        tile(
                Numbers.count(t.people(), "person", "people"),
                "in " + Numbers.count(t.recordings(), "recording", "recordings"));
        tile(
                Numbers.count(t.trajectories()),
                (t.trajectories() == 1 ? "trajectory" : "trajectories") + ": median "
                        + Numbers.count(s.stepsAt(0.5), "step", "steps") + ", longest " + Numbers.count(s.stepsAt(1)));
        tile(
                Numbers.count(t.steps()),
                (t.steps() == 1 ? "step" : "steps") + ": an action each, with the screen before and after it");
        tile(
                Numbers.count(t.pictures()),
                (t.pictures() == 1 ? "picture" : "pictures") + ", " + Numbers.bytes(t.bytes()) + " in data files");
        page.raw("</div>\n</div></header>\n");
    }

    private static String hours(long us) {
        double hours = us / 3.6e9;
        return hours < 1 ? Numbers.durationUs(us) : Numbers.rate(hours) + " hours";
    }

    private void tile(String figure, String label) {
        page.raw("<div class=\"tile\">")
                .element("b", "", figure)
                .element("span", "", label)
                .raw("</div>\n");
    }

    private void trajectories() {
        open("Trajectories", "A trajectory is work without a long pause; its length is bounded by the dataset's spec.");
        page.raw("<div class=\"two\">\n");
        List<Count> classes = Columns.classes(s.trajectoriesBySteps());
        card("Steps in a trajectory", "trajectories by number of steps");
        Columns.draw(page, "Trajectories by number of steps", classes);
        numbers("steps", "trajectories", classes);
        page.raw("</div>\n");
        card("Time of a trajectory", "trajectories from first to last action");
        Columns.draw(page, "Trajectories by time", shown(s.trajectoriesByTime()));
        numbers("time", "trajectories", s.trajectoriesByTime());
        page.raw("</div>\n</div>\n");
        splits();
        page.raw("</section>\n");
    }

    /** Time classes at both ends that hold nothing say nothing. */
    private static List<Count> shown(List<Count> classes) {
        int last = classes.size();
        while (last > 1 && classes.get(last - 1).count() == 0) {
            last--;
        }
        return classes.subList(0, last);
    }

    private void splits() {
        if (s.splits().isEmpty()) {
            return;
        }
        page.raw("<div class=\"card scroll below\">")
                .element("h3", "", "Splits")
                .element("p", "none", "of people, never of samples: nobody is in two of them");
        page.raw("<table>\n<thead><tr><th>Split</th><th class=\"n\">People</th><th class=\"n\">Trajectories</th>")
                .raw(
                        "<th class=\"n\">Steps</th><th class=\"n\">Share of steps</th><th class=\"wide\"></th></tr></thead>\n")
                .raw("<tbody>\n");
        for (SplitLine split : s.splits()) {
            page.raw("<tr>").element("td", "", split.split());
            for (long n : new long[] {split.people(), split.trajectories(), split.steps()}) {
                page.element("td", "n", Numbers.count(n));
            }
            page.element("td", "n", share(split.steps(), s.totals().steps())).raw("<td class=\"wide\">");
            bar(split.steps(), s.totals().steps());
            page.raw("</td></tr>\n");
        }
        page.raw("</tbody></table></div>\n");
    }

    private void actions() {
        open("What was done", "Each step is one action.");
        page.raw("<div class=\"two\">\n");
        card("Actions", "steps by kind of action");
        bars(s.actions(), s.totals().steps());
        page.raw("</div>\n");
        if (!s.apps().isEmpty()) {
            card("Applications", "steps by the application in front");
            bars(
                    s.apps().stream()
                            .map(a -> a.name().isEmpty() ? new Count("not known", a.count()) : a)
                            .toList(),
                    s.totals().steps());
            page.raw("</div>\n");
        }
        page.raw("</div>\n</section>\n");
    }

    private void pictures() {
        open("Pictures", "Width and height of the pictures before and after steps, as exported.");
        page.raw("<div class=\"card\">\n");
        bars(s.pictureSizes(), s.pictureSizes().stream().mapToLong(Count::count).sum());
        page.raw("</div>\n</section>\n");
    }

    private void privacy() {
        open("What was private", "Counted before it was removed.");
        page.raw("<div class=\"two\">\n");
        card("Places painted over", "masks in redacted frames, by category");
        bars(
                s.masks().stream()
                        .map(m -> new Count(m.name().replace('_', ' '), m.count()))
                        .toList(),
                s.masks().stream().mapToLong(Count::count).sum());
        page.raw("</div>\n<div class=\"card scroll\">")
                .element("h3", "", "Sensitivity")
                .element("p", "none", "of steps before redaction; a trajectory has its most private step's");
        page.raw("<table>\n<thead><tr><th class=\"n\">Rating</th><th>Given for</th><th class=\"n\">Steps</th>")
                .raw("<th class=\"n\">Share</th><th class=\"n\">Trajectories</th></tr></thead>\n<tbody>\n");
        for (Rating r : s.ratings()) {
            page.raw("<tr>")
                    .element("td", "n", String.valueOf(r.level()))
                    .element("td", "", r.meaning())
                    .element("td", zero(r.steps()), Numbers.count(r.steps()))
                    .element("td", zero(r.steps()), share(r.steps(), s.totals().steps()))
                    .element("td", zero(r.trajectories()), Numbers.count(r.trajectories()))
                    .raw("</tr>\n");
        }
        page.raw("</tbody></table></div>\n</div>\n</section>\n");
    }

    private static String zero(long n) {
        return n == 0 ? "n zero" : "n";
    }

    private void leftOut() {
        open("What was left out", "What the recordings hold and the export does not, by reason.");
        Map<String, List<LeftOut>> byUnit = new LinkedHashMap<>();
        s.leftOut()
                .forEach(l ->
                        byUnit.computeIfAbsent(l.unit(), u -> new ArrayList<>()).add(l));
        if (byUnit.isEmpty()) {
            none("Nothing was left out.");
        }
        page.raw("<div class=\"two\">\n");
        byUnit.forEach((unit, lines) -> {
            card(unit.substring(0, 1).toUpperCase(Locale.ROOT) + unit.substring(1), "left out, by reason");
            long most = lines.stream().mapToLong(LeftOut::count).max().orElse(1);
            page.raw("<dl class=\"bars\">\n");
            lines.stream()
                    .sorted(java.util.Comparator.comparingLong(LeftOut::count).reversed())
                    .forEach(l -> line(l.meaning(), l.code(), l.count(), most, ""));
            page.raw("</dl></div>\n");
        });
        page.raw("</div>\n</section>\n");
    }

    private void bars(List<Count> counts, long all) {
        if (counts.isEmpty()) {
            none("There are none.");
            return;
        }
        long most = counts.get(0).count();
        int lines = counts.size() <= MOST_LINES ? counts.size() : MOST_LINES - 1;
        page.raw("<dl class=\"bars shares\">\n");
        counts.subList(0, lines).forEach(c -> line(c.name(), "", c.count(), most, share(c.count(), all)));
        if (lines < counts.size()) {
            long rest = counts.subList(lines, counts.size()).stream()
                    .mapToLong(Count::count)
                    .sum();
            line((counts.size() - lines) + " others", "", rest, Math.max(most, rest), share(rest, all));
        }
        page.raw("</dl>\n");
    }

    private void line(String name, String code, long count, long most, String share) {
        page.raw("<dt>").text(name.replace('_', ' '));
        if (!code.isEmpty()) {
            page.element("code", "", code);
        }
        page.raw("</dt><dd aria-hidden=\"true\">");
        bar(count, most);
        page.raw("</dd>").element("dd", "n", Numbers.count(count));
        if (!share.isEmpty()) {
            page.element("dd", "n soft", share);
        }
        page.raw("\n");
    }

    private void bar(long count, long most) {
        String width = Numbers.rate(most == 0 ? 0 : 100.0 * count / most);
        page.raw("<svg class=\"bar\" aria-hidden=\"true\"><rect width=\"" + width
                + "%\" height=\"100%\" rx=\"4\"/></svg>");
    }

    private static String share(long n, long all) {
        return all == 0 ? "" : String.format(Locale.ROOT, "%.1f %%", 100.0 * n / all);
    }

    /** What a drawing shows, to be read or copied. */
    private void numbers(String what, String counted, List<Count> counts) {
        page.raw("<details><summary>Numbers</summary><table><thead><tr>")
                .element("th", "", what)
                .element("th", "n", counted)
                .raw("</tr></thead><tbody>\n");
        counts.stream()
                .filter(c -> c.count() > 0)
                .forEach(c -> page.raw("<tr>")
                        .element("td", "", c.name())
                        .element("td", "n", Numbers.count(c.count()))
                        .raw("</tr>\n"));
        page.raw("</tbody></table></details>\n");
    }

    private void open(String title, String about) {
        page.raw("<section>").element("h2", "", title).element("p", "", about).raw("\n");
    }

    private void card(String title, String about) {
        page.raw("<div class=\"card\">")
                .element("h3", "", title)
                .element("p", "none", about)
                .raw("\n");
    }

    private void none(String text) {
        page.element("p", "none", text);
    }
}
