package dev.scrim.jobs.doctor;

import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Says what was found: one screen, or one message. */
public final class ExposureText {
    /** Places of one code that a screen has room for. */
    private static final int PLACES = 4;

    private ExposureText() {}

    /** For a refusal: each code once, with how often and where first. */
    public static String inOneMessage(List<Exposure> exposures) {
        OwnNames names = new OwnNames(false);
        return byCode(exposures).entrySet().stream()
                .map(e -> e.getKey() + " (" + e.getKey().meaning() + ") at "
                        + names.said(e.getValue().get(0).place())
                        + (e.getValue().size() > 1 ? " and " + (e.getValue().size() - 1) + " more" : ""))
                .collect(Collectors.joining("; "));
    }

    /** One screen about a workspace. */
    public static String screen(WorkspaceCheck.Findings findings, boolean showPaths) {
        OwnNames names = new OwnNames(showPaths);
        StringBuilder out = new StringBuilder();
        byCode(findings.exposures()).forEach((code, of) -> {
            out.append(String.format(
                    Locale.ROOT, "  %-8s %-20s %7d  %s%n", of.get(0).severity(), code, of.size(), code.meaning()));
            of.stream()
                    .limit(PLACES)
                    .forEach(e -> out.append("                 ")
                            .append(names.said(e.place()))
                            .append('\n'));
            if (of.size() > PLACES) {
                out.append("                 and ").append(of.size() - PLACES).append(" more\n");
            }
            if (code.severity() != Severity.NOTE) {
                out.append("           do: ").append(code.remedy()).append('\n');
            }
        });
        long exposed = count(findings.exposures(), Severity.EXPOSED);
        out.append("  ")
                .append(findings.files())
                .append(" files looked into; ")
                .append(exposed == 0 ? "nothing lies open" : exposed + " places lie open: no build begins here")
                .append(", ")
                .append(count(findings.exposures(), Severity.WARNING))
                .append(" warnings.\n");
        return out.toString();
    }

    private static long count(List<Exposure> exposures, Severity severity) {
        return exposures.stream().filter(e -> e.severity() == severity).count();
    }

    private static Map<ExposureCode, List<Exposure>> byCode(List<Exposure> exposures) {
        return exposures.stream()
                .sorted(Exposure.ORDER)
                .collect(Collectors.groupingBy(
                        Exposure::code, () -> new EnumMap<>(ExposureCode.class), Collectors.toList()));
    }
}
