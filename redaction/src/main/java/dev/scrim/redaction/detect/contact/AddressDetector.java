package dev.scrim.redaction.detect.contact;

import dev.scrim.datasets.model.Category;
import dev.scrim.redaction.detect.Cues;
import dev.scrim.redaction.detect.Reading;
import dev.scrim.redaction.detect.ReadingDetector;
import dev.scrim.redaction.taxonomy.Entity;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Postal addresses by grammar: number and street with an optional unit, city with state and ZIP, post-office boxes, and the
 * forms of some other countries. Street types are those of USPS Publication 28 appendix C1 with the British ones.
 */
public final class AddressDetector extends ReadingDetector {
    private static final String STREET_TYPE =
            "(?:Street|St|Avenue|Ave|Av|Road|Rd|Boulevard|Blvd|Lane|Ln|Drive|Dr|Court|Ct|Circle|Cir|Way|Place|Pl|Terrace|Ter|Terr|Parkway|Pkwy|Highway|Hwy|Square|Sq|Trail|Trl|Loop|Alley"
                    + "|Row|Walk|Close|Crescent|Cres|Gardens|Grove|Mews|Hill|View|Green|Rise|Wharf|Quay|Mount|Path|Pike|Plaza|Point|Ridge|Run|Heights|Crossing|Bend|Cove|Creek|Glen|Hollow|Knoll|Landing|Meadows?|Pass|Park|Vale|Wynd|Broadway|Esplanade|Promenade|Turnpike|Freeway|Causeway|Bypass|Spur|Vista|Villas?|Yard|Common|Fields?|Bluff|Canyon|Estates?|Parade|Embankment)";
    private static final String UNIT =
            "(?:,? ?(?:Apt|Apartment|Unit|Suite|Ste|Flat|Floor|Fl|Room|Rm|Bldg|Building|Lot|#)\\.? ?#? ?[\\dA-Z]{1,5}(?:-\\d+)?)";
    private static final String WORD = "\\p{Lu}[\\p{L}'’.-]{0,24}";
    private static final String PLACE_TAIL = "(?:,? " + WORD + "(?: " + WORD
            + "){0,2},? (?:A[KLRZ]|C[AOT]|D[CE]|FL|GA|HI|I[ADLN]|K[SY]|LA|M[ADEINOST]|N[CDEHJMVY]|O[HKR]|P[AR]|RI|S[CD]|T[NX]|UT|V[AT]|W[AIVY])(?:[ ,]{1,2}\\d{5}(?:-\\d{4})?)?)";
    private static final Pattern STREET = Pattern.compile(
            "(?<![\\p{L}\\d.#-])\\d{1,6}[A-Za-z]?(?:[-/]\\d{1,4})? (?:(?:N|S|E|W|NE|NW|SE|SW|North|South|East|West)\\.? )?(?:(?:"
                    + WORD + "|\\d{1,3}(?:st|nd|rd|th)) ){1,4}" + STREET_TYPE
                    + "(?![\\p{L}])\\.?(?: (?:N|S|E|W|NE|NW|SE|SW)(?![\\p{L}]))?" + UNIT + "?" + PLACE_TAIL + "?");
    /** Typed in one case; only street types that are hardly anything else. */
    private static final Pattern STREET_ANY_CASE = Pattern.compile(
            "(?i)(?<![\\p{L}\\d.#-])\\d{2,6}[a-z]? (?:[a-z'’.]{2,20} ){1,3}(?:street|avenue|road|boulevard|blvd|lane|terrace|crescent|parkway|court|ave|drive)(?![\\p{L}])"
                    + UNIT + "?");

    private static final Pattern WITH_UNIT =
            Pattern.compile("(?<![\\p{L}\\d.#-])\\d{1,6}[A-Za-z]? (?:" + WORD + " ?){1,4}," + UNIT + PLACE_TAIL + "?");
    private static final Pattern CITY_STATE_ZIP = Pattern.compile(
            "(?<![\\p{L}])" + WORD + "(?: " + WORD
                    + "){0,2},? (?:A[KLRZ]|C[AOT]|D[CE]|FL|GA|HI|I[ADLN]|K[SY]|LA|M[ADEINOST]|N[CDEHJMVY]|O[HKR]|P[AR]|RI|S[CD]|T[NX]|UT|V[AT]|W[AIVY])[ ,]{1,2}\\d{5}(?:-\\d{4})?(?!\\d)");
    private static final Pattern BOX = Pattern.compile("(?i)(?<![\\p{L}])p\\.? ?o\\.? box \\d{1,6}(?!\\d)");
    private static final Pattern UK_POSTCODE = Pattern.compile(
            "(?<![\\p{L}\\d])(?:" + WORD + ",? )?[A-Z]{1,2}\\d[A-Z\\d]? \\d[ABD-HJLNP-UW-Z]{2}(?![\\p{L}\\d])");
    private static final Pattern CA_POSTCODE = Pattern.compile(
            "(?<![\\p{L}\\d])[ABCEGHJ-NPRSTVXY]\\d[ABCEGHJ-NPRSTV-Z] \\d[ABCEGHJ-NPRSTV-Z]\\d(?![\\p{L}\\d])");
    private static final Pattern GERMAN = Pattern.compile(
            "(?<![\\p{L}])(?:\\p{Lu}[\\p{L}.-]+[ -]){0,2}\\p{Lu}?[\\p{L}.-]*(?:[sS]tra(?:ß|ss)e|[sS]tr\\.|[wW]eg|[gG]asse|[pP]latz|[aA]llee|[uU]fer|[dD]amm|[rR]ing) \\d{1,4} ?[a-z]?(?![\\p{L}\\d])(?:,? \\d{4,5} "
                    + WORD + ")?");
    private static final Pattern ROMANCE = Pattern.compile(
            "(?<![\\p{L}\\d])(?:\\d{1,4}(?: ?bis| ?ter)?,? (?:rue|avenue|boulevard|place|allée|chemin|impasse|quai) (?:de |du |des |de la |de l')?"
                    + WORD + "(?:[ -]" + WORD + "){0,3}"
                    + "|(?:Calle|Avenida|Avda\\.?|Plaza|Paseo|Via|Viale|Piazza|Corso|Rua|Travessa|ul\\.|ulica) (?:de |del |de la |das? |dos? )?"
                    + WORD + "(?: " + WORD + "){0,3},? ?(?:n[º°o]\\.? ?)?\\d{1,4})(?![\\d])");
    private static final Pattern ZIP = Pattern.compile("(?<!\\d)\\d{5}(?:-\\d{4})?(?!\\d)");
    private static final Pattern ZIP_LABEL = Cues.whole("zip(?: ?code)?|postal code|postcode|plz");
    private static final Pattern PLACE_LABEL =
            Cues.whole("city|town|city,? state(?:,? (?:and )?zip(?: code)?)?|county|home town|place of birth");
    private static final Pattern NOT_POSTAL =
            Cues.whole("e-?mail address|ip address|mac address|web address|address bar|memory address|email");
    private static final Pattern BEGINS = Pattern.compile("^\\W*\\d{1,6}[A-Za-z]? +\\p{L}.{2,}");

    public AddressDetector() {
        super("address", "1");
    }

    @Override
    protected void find(Reading r, Reading.Spans out) {
        boolean home = r.labelHas(Cues.ADDRESS) && !r.labelHas(NOT_POSTAL);
        String text = r.text();
        if (home
                && text.strip().length() >= 4
                && text.indexOf('@') < 0
                && text.indexOf("://") < 0
                && (BEGINS.matcher(text).matches() || r.digitCount() > 0)) {
            out.add(trimmed(text), r.surrounding(Entity.ADDRESS), Entity.ADDRESS, 0.9, "under-label");
        }
        if (r.labelHas(PLACE_LABEL) && (r.sensitive() || home) && text.strip().length() >= 3) {
            out.add(trimmed(text), r.surrounding(Entity.ADDRESS), Entity.ADDRESS, 0.6, "city");
        }
        if (r.digitCount() == 0) {
            return;
        }
        r.eachNumber(STREET, (m, at) -> street(r, out, m, at, 0.65));
        r.eachNumber(STREET_ANY_CASE, (m, at) -> street(r, out, m, at, 0.55));
        each(r, out, WITH_UNIT, 0.8, "unit");
        each(r, out, CITY_STATE_ZIP, 0.85, "city-state-zip");
        each(r, out, BOX, 0.85, "po-box");
        each(r, out, CA_POSTCODE, 0.6, "ca-postcode");
        each(r, out, UK_POSTCODE, 0.6, "uk-postcode");
        each(r, out, GERMAN, 0.75, "german");
        each(r, out, ROMANCE, 0.75, "romance");
        if (r.mentions(ZIP_LABEL)
                || (r.labelHas(Cues.ADDRESS) && r.likely(Category.TAX, Category.MEDICAL, Category.HR))) {
            r.eachNumber(ZIP, (z, at) -> {
                if (r.cued(ZIP_LABEL, at[0])) {
                    out.add(at, r.surrounding(Entity.ADDRESS), Entity.ADDRESS, 0.8, "zip");
                }
            });
        }
    }

    private static void street(Reading r, Reading.Spans out, Matcher m, int[] at, double alone) {
        boolean oneDigit =
                m.group().length() > 1 && !Character.isDigit(m.group().charAt(1));
        boolean backed =
                r.sensitive() || r.cued(Cues.ADDRESS, at[0]) || m.group().indexOf(',') > 0;
        if (!oneDigit || backed) {
            out.add(at, r.surrounding(Entity.ADDRESS), Entity.ADDRESS, backed ? 0.9 : alone, "street");
        }
    }

    private static void each(Reading r, Reading.Spans out, Pattern pattern, double score, String rule) {
        r.eachNumber(pattern, (m, at) -> out.add(at, r.surrounding(Entity.ADDRESS), Entity.ADDRESS, score, rule));
    }

    private static int[] trimmed(String text) {
        int from = 0;
        int to = text.length();
        while (from < to && !Character.isLetterOrDigit(text.charAt(from))) {
            from++;
        }
        while (to > from && !Character.isLetterOrDigit(text.charAt(to - 1))) {
            to--;
        }
        return new int[] {from, to};
    }
}
