package dev.scrim.redaction.train;

import dev.scrim.redaction.text.Folding;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;

/**
 * Makes the medical lexicon from the drug and disease lists. Run with the corpora folder and the resource to write:
 * {@code LexiconCompiler <corpora> <module>/src/main/resources/dev/scrim/redaction/detect/medical/lexicon.gz}.
 *
 * <p>Each line is a kind ({@code D} drug, {@code C} condition), a tier ({@code 1} says it alone, {@code 2} only in medical
 * surroundings: a word that other texts use too) and the folded term.
 */
public final class LexiconCompiler {
    private static final Set<String> ABBREVIATIONS = Set.of(
            "copd", "hiv", "adhd", "ptsd", "gerd", "chf", "cad", "ckd", "esrd", "uti", "bph", "ibs", "ibd", "pcos",
            "osa", "afib", "tia", "dvt", "nstemi", "stemi", "t2dm", "htn", "mrsa");
    private static final Pattern TOO_WIDE = Pattern.compile(
            ".*(?:virus|bacteri|plant|animal|veterinary|cattle|swine|sheep|horse|dog|cat|poultry|fish|tick|noise|accident|drought|disaster|shock|fire|wound|injur(?:y|ies)|trauma|syndrome|disease|diseases|disorder|disorders)$");
    private static final Set<String> NEVER = Set.of(
            "potassium",
            "magnesium",
            "chloride",
            "phosphorus",
            "selenium",
            "iodine",
            "oxygen",
            "water",
            "alcohol",
            "iron",
            "sodium",
            "calcium",
            "zinc",
            "gold",
            "silver",
            "charcoal",
            "honey",
            "salt",
            "sugar",
            "glucose",
            "caffeine",
            "nicotine",
            "capital",
            "air",
            "soap",
            "starch",
            "sulfur",
            "talc",
            "urea",
            "lead",
            "copper",
            "mercury",
            "carbon dioxide",
            "nitrogen",
            "helium",
            "menthol",
            "castor oil",
            "coal tar",
            "aging",
            "ageing",
            "birth",
            "death",
            "pain",
            "fever",
            "burns",
            "stress",
            "hunger",
            "thirst",
            "sleep",
            "habit",
            "smoking",
            "drinking",
            "cysts",
            "wounds",
            "rupture",
            "leak",
            "leaks",
            "adhesion",
            "adhesions",
            "embolism",
            "fatigue",
            "dust",
            "cold",
            "colds",
            "flat",
            "bends",
            "hemp",
            "garlic",
            "ginger",
            "turmeric",
            "gel",
            "kit",
            "patch",
            "vital signs",
            "pathology",
            "syndrome",
            "disease",
            "diseases",
            "illness",
            "disorder",
            "injury",
            "injuries",
            "symptoms",
            "symptom",
            "compression",
            "inclusion",
            "protein deficiency",
            "crush",
            "falls",
            "fractures",
            "fracture",
            "emergencies",
            "mutation",
            "sequence deletion");

    private LexiconCompiler() {}

    public static void main(String[] args) throws IOException {
        Corpora corpora = new Corpora(Path.of(args[0]));
        Map<String, Integer> common = corpora.commonWords();
        TreeMap<String, String> terms = new TreeMap<>();
        conditions(corpora, common, terms);
        drugs(corpora, common, terms);
        Path out = Path.of(args[1]);
        Files.createDirectories(out.getParent());
        try (GZIPOutputStream gz = new GZIPOutputStream(Files.newOutputStream(out))) {
            for (Map.Entry<String, String> e : terms.entrySet()) {
                gz.write((e.getValue() + e.getKey().strip() + "\n").getBytes(StandardCharsets.UTF_8));
            }
        }
        System.out.println(terms.size() + " terms, "
                + terms.values().stream().filter(v -> v.endsWith("1")).count() + " alone, " + Files.size(out)
                + " bytes");
    }

    private static void conditions(Corpora corpora, Map<String, Integer> common, Map<String, String> terms)
            throws IOException {
        for (String line : corpora.lines("lexicon-diseases/diseases_dictionary_mesh.csv")) {
            List<String> f = csv(line);
            if (f.size() < 5
                    || !f.get(4).matches("(?:.*\\|)?(?:C|F03).*")
                    || f.get(4).startsWith("C22")) {
                continue;
            }
            add(terms, common, "C", f.get(1));
            add(terms, common, "C", f.get(2));
            for (String synonym : f.get(3).split("\\|", -1)) {
                add(terms, common, "C", synonym);
            }
        }
        for (String a : ABBREVIATIONS) {
            terms.put(Folding.term(a), "C1");
        }
    }

    private static void drugs(Corpora corpora, Map<String, Integer> common, Map<String, String> terms)
            throws IOException {
        for (String file : List.of(
                "lexicon-drugs/drugs_dictionary_medlineplus.csv", "lexicon-drugs/drugs_dictionary_wikipedia.csv")) {
            for (String line : corpora.lines(file)) {
                List<String> f = csv(line);
                if (f.size() >= 2) {
                    drug(terms, common, f.get(1));
                    if (f.size() >= 3) {
                        for (String synonym : f.get(2).split("\\|", -1)) {
                            drug(terms, common, synonym);
                        }
                    }
                }
            }
        }
        Matcher m = Pattern.compile("\"name\": \"([^\"]+)\"")
                .matcher(Files.readString(corpora.path("lexicon-drugs/all_nhs_drugs.json")));
        while (m.find()) {
            drug(terms, common, m.group(1).replaceAll("\\(.*", ""));
            if (m.group(1).contains("(")) {
                drug(terms, common, m.group(1).replaceAll(".*\\(|\\).*", ""));
            }
        }
    }

    private static void drug(Map<String, String> terms, Map<String, Integer> common, String name) {
        String bare = name.replaceAll(
                        "(?i)\\b(?:injection|rectal|topical|ophthalmic|nasal|oral|inhalation|transdermal|vaginal|suppository|tablets?|capsules?|cream|spray|patch|vaccine|for adults|for children|and pregnancy|otic|implant|liposome|lipid complex|extended-release|buccal|film)\\b.*",
                        "")
                .strip();
        if (bare.matches("[\\p{L}][\\p{L}\\d -]{3,40}")) {
            add(terms, common, "D", bare);
        }
    }

    private static void add(Map<String, String> terms, Map<String, Integer> common, String kind, String raw) {
        String t = raw.strip().toLowerCase(Locale.ROOT);
        String[] words = t.split("[ -]+", -1);
        boolean shape = t.matches("[\\p{L}][\\p{L}\\d' -]{3,60}") && words.length <= 5;
        if (!shape
                || NEVER.contains(t)
                || (words.length == 1 && (t.length() < 5 || TOO_WIDE.matcher(t).matches()))) {
            return;
        }
        int most = Integer.MAX_VALUE;
        for (String word : words) {
            most = Math.min(most, common.getOrDefault(word, 0));
        }
        boolean abbreviation = raw.equals(raw.toUpperCase(Locale.ROOT)) && words.length == 1;
        if (abbreviation) {
            return;
        }
        boolean clinicalEnding = t.matches(
                ".*(?:oma|itis|osis|emia|opathy|algia|plegia|penia|uria|cillin|mycin|statin|azole|pril|sartan|formin|oxetine|zepam)s?");
        int limit = clinicalEnding ? 9 : words.length == 1 ? 1 : 3;
        String tier = most < limit && t.length() >= 6 ? "1" : "2";
        terms.merge(Folding.term(t), kind + tier, (a, b) -> a.charAt(1) <= b.charAt(1) ? a : b);
    }

    /** Fields of one line of RFC 4180 without line breaks inside fields. */
    static List<String> csv(String line) {
        List<String> out = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                out.add(field.toString());
                field.setLength(0);
            } else {
                field.append(c);
            }
        }
        out.add(field.toString());
        return out;
    }
}
