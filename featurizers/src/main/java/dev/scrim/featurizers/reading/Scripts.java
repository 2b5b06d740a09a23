package dev.scrim.featurizers.reading;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which scripts a language is written in, by the names that Tesseract's script detector gives them. */
final class Scripts {
    private static final List<String> LATIN = List.of("Latin", "Fraktur", "Vietnamese");
    private static final List<String> CYRILLIC = List.of("Cyrillic");
    private static final List<String> ARABIC = List.of("Arabic");
    private static final List<String> DEVANAGARI = List.of("Devanagari");
    private static final List<String> BENGALI = List.of("Bengali");
    private static final List<String> HAN = List.of("Han");
    private static final List<String> JAPANESE = List.of("Japanese", "Han", "Hiragana", "Katakana");
    private static final List<String> KOREAN = List.of("Korean", "Hangul");

    /** Languages that are not written in Latin letters; those that are not here are. */
    private static final Map<String, List<String>> NOT_LATIN = Map.ofEntries(
            Map.entry("rus", CYRILLIC),
            Map.entry("ukr", CYRILLIC),
            Map.entry("bel", CYRILLIC),
            Map.entry("bul", CYRILLIC),
            Map.entry("mkd", CYRILLIC),
            Map.entry("srp", CYRILLIC),
            Map.entry("kaz", CYRILLIC),
            Map.entry("kir", CYRILLIC),
            Map.entry("mon", CYRILLIC),
            Map.entry("tat", CYRILLIC),
            Map.entry("tgk", CYRILLIC),
            Map.entry("aze_cyrl", CYRILLIC),
            Map.entry("uzb_cyrl", CYRILLIC),
            Map.entry("ell", List.of("Greek")),
            Map.entry("grc", List.of("Greek")),
            Map.entry("heb", List.of("Hebrew")),
            Map.entry("yid", List.of("Hebrew")),
            Map.entry("ara", ARABIC),
            Map.entry("fas", ARABIC),
            Map.entry("urd", ARABIC),
            Map.entry("pus", ARABIC),
            Map.entry("snd", ARABIC),
            Map.entry("uig", ARABIC),
            Map.entry("hin", DEVANAGARI),
            Map.entry("mar", DEVANAGARI),
            Map.entry("nep", DEVANAGARI),
            Map.entry("san", DEVANAGARI),
            Map.entry("ben", BENGALI),
            Map.entry("asm", BENGALI),
            Map.entry("chi_sim", HAN),
            Map.entry("chi_tra", HAN),
            Map.entry("chi_sim_vert", HAN),
            Map.entry("chi_tra_vert", HAN),
            Map.entry("jpn", JAPANESE),
            Map.entry("jpn_vert", JAPANESE),
            Map.entry("kor", KOREAN),
            Map.entry("kor_vert", KOREAN),
            Map.entry("amh", List.of("Ethiopic")),
            Map.entry("tir", List.of("Ethiopic")),
            Map.entry("bod", List.of("Tibetan")),
            Map.entry("dzo", List.of("Tibetan")),
            Map.entry("chr", List.of("Cherokee")),
            Map.entry("div", List.of("Thaana")),
            Map.entry("guj", List.of("Gujarati")),
            Map.entry("hye", List.of("Armenian")),
            Map.entry("iku", List.of("Canadian_Aboriginal")),
            Map.entry("kan", List.of("Kannada")),
            Map.entry("kat", List.of("Georgian")),
            Map.entry("kat_old", List.of("Georgian")),
            Map.entry("khm", List.of("Khmer")),
            Map.entry("lao", List.of("Lao")),
            Map.entry("mal", List.of("Malayalam")),
            Map.entry("mya", List.of("Myanmar")),
            Map.entry("ori", List.of("Oriya")),
            Map.entry("pan", List.of("Gurmukhi")),
            Map.entry("sin", List.of("Sinhala")),
            Map.entry("syr", List.of("Syriac")),
            Map.entry("tam", List.of("Tamil")),
            Map.entry("tel", List.of("Telugu")),
            Map.entry("tha", List.of("Thai")));

    private Scripts() {}

    /** The scripts that text in one of {@code languages} may be written in. */
    static Set<String> of(OcrLanguages languages) {
        Set<String> scripts = new LinkedHashSet<>();
        for (OcrModel model : languages.models()) {
            scripts.addAll(NOT_LATIN.getOrDefault(model.language(), LATIN));
        }
        return scripts;
    }
}
