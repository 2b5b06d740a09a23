package dev.scrim.redaction.train;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** Fills the templates under {@code src/test/resources/train} with invented names and values, seeded. */
final class Templates {
    private final Map<String, List<String>> slots = new HashMap<>();
    private final Map<String, List<String>> files = new HashMap<>();
    private final List<String> drugs;
    private final List<String> conditions;
    private final List<String> firstNames;
    private final Random random;
    private boolean marks;
    private boolean heldOut;
    private List<String> surnames = List.of();

    Templates(Random random, List<String> drugs, List<String> conditions, List<String> firstNames) {
        this.random = random;
        this.drugs = drugs;
        this.conditions = conditions;
        this.firstNames = firstNames;
        for (String line : resource("slots")) {
            slots.put(
                    line.substring(0, line.indexOf('=')),
                    List.of(line.substring(line.indexOf('=') + 1).split(" ")));
        }
    }

    /**
     * Templates whose names are marked: 1 person, 2 place, 3 organisation before, 4 after.
     *
     * @param heldOut surnames come from syllables that training never uses
     */
    static Templates marked(Random random, List<String> firstNames, List<String> surnames, boolean heldOut) {
        Templates t =
                new Templates(random, List.of("metformin", "lisinopril"), List.of("asthma", "migraine"), firstNames);
        t.marks = true;
        t.heldOut = heldOut;
        t.surnames = surnames;
        return t;
    }

    /** Everyday words of the slots, which no name is made of. */
    static Set<String> slotWords() {
        Set<String> out = new HashSet<>();
        for (String line : resource("slots")) {
            if (!line.startsWith("place=") && !line.startsWith("org=")) {
                out.addAll(List.of(line.substring(line.indexOf('=') + 1)
                        .toLowerCase(Locale.ROOT)
                        .split("[ _]")));
            }
        }
        for (String file : List.of("other", "tax", "hr", "medical", "ai", "chat")) {
            for (String line : resource(file)) {
                out.addAll(List.of(line.replaceAll("\\{\\w+\\}", " ")
                        .toLowerCase(Locale.ROOT)
                        .split("[^\\p{L}']+")));
            }
        }
        return out;
    }

    private String mark(int kind, String name) {
        return marks ? (char) kind + name + (char) 4 : name;
    }

    /** A filled line of the file. */
    String line(String file) {
        return fill(pick(files.computeIfAbsent(file, Templates::resource)));
    }

    private static List<String> resource(String name) {
        try (InputStream in = Templates.class.getResourceAsStream("/train/" + name + ".txt")) {
            if (in == null) {
                throw new IllegalStateException("Cannot find template file " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(l -> !l.isBlank())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String fill(String template) {
        StringBuilder out = new StringBuilder();
        int at = 0;
        while (at < template.length()) {
            int open = template.indexOf('{', at);
            int close = open < 0 ? -1 : template.indexOf('}', open);
            if (close < 0) {
                return out.append(template.substring(at)).toString();
            }
            out.append(template, at, open).append(value(template.substring(open + 1, close)));
            at = close + 1;
        }
        return out.toString();
    }

    private String value(String slot) {
        return switch (slot) {
            case "n" -> String.valueOf(random.nextInt(random.nextBoolean() ? 12 : 1000));
            case "money" ->
                (random.nextBoolean() ? "$" : "")
                        + String.format(Locale.ROOT, "%,d.%02d", random.nextInt(120000), random.nextInt(100));
            case "price" -> String.format(Locale.ROOT, "$%d.%02d", random.nextInt(200), random.nextInt(100));
            case "ssn" ->
                String.format(
                        Locale.ROOT,
                        "%03d-%02d-%04d",
                        1 + random.nextInt(660),
                        1 + random.nextInt(99),
                        1 + random.nextInt(9999));
            case "ein" -> String.format(Locale.ROOT, "%02d-%07d", 20 + random.nextInt(60), random.nextInt(9999999));
            case "year" -> String.valueOf(2015 + random.nextInt(14));
            case "date" ->
                random.nextBoolean()
                        ? String.format(
                                Locale.ROOT,
                                "%02d/%02d/%d",
                                1 + random.nextInt(12),
                                1 + random.nextInt(28),
                                1940 + random.nextInt(85))
                        : String.format(
                                Locale.ROOT,
                                "%d-%02d-%02d",
                                1940 + random.nextInt(85),
                                1 + random.nextInt(12),
                                1 + random.nextInt(28));
            case "time" ->
                random.nextBoolean()
                        ? String.format(
                                Locale.ROOT,
                                "%d:%02d %s",
                                1 + random.nextInt(12),
                                random.nextInt(60),
                                random.nextBoolean() ? "AM" : "PM")
                        : String.format(Locale.ROOT, "%02d:%02d", random.nextInt(24), random.nextInt(60));
            case "phone" -> String.format(Locale.ROOT, "%d-555-%04d", 200 + random.nextInt(700), random.nextInt(10000));
            case "hex" -> Integer.toHexString(random.nextInt() | 0x10000000).substring(0, 7);
            case "first" -> mark(1, random.nextInt(5) == 0 ? inventedFirst() : capital(pick(firstNames)));
            case "last" ->
                mark(1, surnames.isEmpty() || random.nextBoolean() ? foreign(surname()) : capital(pick(surnames)));
            case "place" -> mark(2, pick(slots.get("place")));
            case "org" -> mark(3, surname() + " " + pick(slots.get("trade")).replace('_', ' '));
            case "drug" -> pick(drugs);
            case "cond" -> pick(conditions);
            case "chat" -> line("chatlines");
            case "prompt" -> line("prompts");
            case "answer" -> line("answers");
            default ->
                Character.isUpperCase(slot.charAt(0))
                        ? capital(value(slot.toLowerCase(Locale.ROOT)))
                        : pick(slots.get(slot)).replace('_', ' ');
        };
    }

    /** An invented surname, so that no model learns a list. */
    String surname() {
        if (heldOut) {
            String[] x = {"Fro", "Glen", "Mid", "Nor", "Sku", "Jor", "Pem", "Ul", "Wex", "Gar"};
            String[] y = {"eb", "ost", "ulf", "ing", "oq", "arn", "ild", "yn"};
            String[] z = {"hurst", "mark", "dahl", "ku", "gate", "low", "more", "bury", "idze", "ane"};
            return x[random.nextInt(x.length)] + y[random.nextInt(y.length)] + z[random.nextInt(z.length)];
        }
        String[] a = {
            "Bra", "Ke", "Lo", "Mar", "Os", "Vel", "Thor", "Qui", "Sto", "Dra", "Pel", "Ru", "Ven", "Tam", "Fer", "Gro",
            "Ing", "Wy", "Zab", "Ca", "Dun", "Ash", "Bel", "Yar", "Cho"
        };
        String[] b = {"n", "ll", "ck", "st", "nd", "rr", "mm", "tz", "v", "b", "d", "gg", "th", "l", "ch", "k"};
        String[] c = {
            "er", "eman", "ington", "sen", "ski", "ova", "ley", "berg", "ford", "well", "aro", "etti", "ez", "ami",
            "man", "wood", "ton", "ier", "ow", "u", "ham", "strom"
        };
        return a[random.nextInt(a.length)] + b[random.nextInt(b.length)] + c[random.nextInt(c.length)];
    }

    private String inventedFirst() {
        String[] a = {
            "Hel", "Mar", "Aga", "Lu", "Ys", "Ro", "Cle", "Fio", "Ge", "Sig", "Vi", "Em", "Da", "Zo", "Ka", "Ni", "Ev"
        };
        String[] b = {"stas", "l", "r", "v", "m", "th", "s", "nd", "b", "lin", "ri", "g"};
        String[] c = {
            "ta", "ia", "us", "ina", "o", "e", "as", "ys", "etta", "and", "an", "ik", "olf", "a", "ander", "iel"
        };
        return a[random.nextInt(a.length)] + b[random.nextInt(b.length)] + c[random.nextInt(c.length)];
    }

    /** Now and then a letter with a mark, as many names have. */
    private String foreign(String name) {
        if (random.nextInt(8) != 0) {
            return name;
        }
        String[][] swaps = {
            {"o", "ø"},
            {"o", "ö"},
            {"a", "á"},
            {"a", "ä"},
            {"e", "é"},
            {"u", "ü"},
            {"n", "ñ"},
            {"s", "š"},
            {"c", "ç"},
            {"l", "ł"}
        };
        String[] swap = swaps[random.nextInt(swaps.length)];
        return name.charAt(0) + name.substring(1).replaceFirst(swap[0], swap[1]);
    }

    static String capital(String s) {
        return s.isEmpty() ? s : s.substring(0, 1).toUpperCase(Locale.ROOT) + s.substring(1);
    }

    private <T> T pick(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}
