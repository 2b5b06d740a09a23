package dev.scrim.redaction.detect.contact;

import dev.scrim.datasets.model.Category;
import dev.scrim.redaction.detect.Cues;
import dev.scrim.redaction.detect.Reading;
import dev.scrim.redaction.detect.ReadingDetector;
import dev.scrim.redaction.detect.person.Gazetteer;
import dev.scrim.redaction.taxonomy.Entity;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Postal addresses by grammar: number and street with an optional unit, city with state and ZIP, post-office boxes, and the
 * forms of some other countries. Street types are those of USPS Publication 28 appendix C1 with the British ones; forms abroad follow the Universal
 * Postal Union's addressing sheets (S42) of each country.
 */
public final class AddressDetector extends ReadingDetector {
    /** Types that hardly stand behind a number and capitalised words otherwise. */
    private static final String CLEAR_TYPE =
            "Street|St|Avenue|Ave|Road|Rd|Boulevard|Blvd|Lane|Ln|Court|Terrace|Terr|Parkway|Pkwy|Highway|Hwy|Crescent|Cres|Alley|Mews|Turnpike|Freeway|Causeway|Expressway|Crossing|Wynd|Esplanade|Promenade|Embankment|Cul-de-sac";
    /** Types that are also words of interfaces, shops and machines. */
    private static final String OTHER_TYPE =
            "Av|Drives?|Dr|Ct|Circles?|Cir|Ways?|Place|Pl|Ter|Squares?|Sq|Trails?|Trl|Loop|Row|Walks?|Close|Gardens?|Groves?|Hills?|Views?|Greens?|Rise|Wharf|Quay|Mount|Mountains?|Paths?|Pike|Plaza|Points?|Ridges?|Run|Heights|Bend|Cove|Creek|Glens?"
                    + "|Hollow|Knolls?|Landing|Meadows?|Pass|Passage|Parks?|Vale|Valleys?|Broadway|Bypass|Spurs?|Vistas?|Villas?|Villages?|Yard|Commons?|Fields?|Bluffs?|Canyon|Estates?|Parade|Roads|Streets|Courts|Corners?|Keys?|Tunnel|Islands?|Isle|Cent(?:er|re)s?|Club"
                    + "|Bridge|Brooks?|Burgs?|Camp|Cape|Cliffs?|Course|Crest|Curve|Dale|Dam|Divide|Extensions?|Falls?|Ferry|Flats?|Fords?|Forest|Forges?|Forks?|Fort|Gateway|Harbors?|Haven|Inlet|Junctions?|Lakes?|Land|Lights?|Loaf|Locks?|Lodge|Mall|Manors?|Mills?|Mission|Motorway"
                    + "|Neck|Orchard|Oval|Overpass|Pines?|Plains?|Port|Prairie|Radial|Ramp|Ranch|Rapids?|Rest|River|Route|Shoals?|Shores?|Skyway|Springs?|Station|Stravenue|Stream|Summit|Throughway|Trace|Track|Trafficway|Underpass|Unions?|Viaduct|Ville|Wall|Wells?";

    private static final String STREET_TYPE = "(?:" + CLEAR_TYPE + "|" + OTHER_TYPE + ")";
    private static final String UNIT =
            "(?:,? ?(?:Apt|Apartment|Unit|Suite|Ste|Flat|Floor|Fl|Room|Rm|Bldg|Building|Lot|#)\\.? ?#? ?[\\dA-Z]{1,5}(?:-\\d+)?)";
    private static final String WORD = "\\p{Lu}[\\p{L}'’.-]{0,24}";
    private static final String CITY = WORD + "(?: " + WORD + "){0,2}";
    private static final String STATE =
            "(?:A[KLRZ]|C[AOT]|D[CE]|FL|GA|HI|I[ADLN]|K[SY]|LA|M[ADEINOST]|N[CDEHJMVY]|O[HKR]|P[AR]|RI|S[CD]|T[NX]|UT|V[AT]|W[AIVY])";
    private static final String STATE_ZIP = ",? " + STATE + "[ ,]{1,2}\\d{5}(?:-\\d{4})?(?!\\d)";
    private static final String PLACE_TAIL =
            "(?:,? " + CITY + ",? " + STATE + "(?:[ ,]{1,2}\\d{5}(?:-\\d{4})?)?(?![\\p{L}\\d]))";
    /** Town with the post code of the United Kingdom behind a street. */
    private static final String UK_TAIL =
            "(?:,? " + WORD + "(?: " + WORD + "){0,2},? [A-Z]{1,2}\\d[A-Z\\d]? \\d[ABD-HJLNP-UW-Z]{2}(?![\\p{L}\\d]))";

    private static final Pattern STREET = Pattern.compile(
            "(?<![\\p{L}\\d.#/-])\\d{1,6}[A-Za-z]?(?:-\\d{1,4}|/\\d{1,3})? (?:(?:N|S|E|W|NE|NW|SE|SW|North|South|East|West)\\.? )?(?:(?:"
                    + WORD + "|\\d{1,3}(?:st|nd|rd|th)) ){1,4}" + STREET_TYPE
                    + "(?![\\p{L}])\\.?(?: (?:N|S|E|W|NE|NW|SE|SW)(?![\\p{L}]))?" + UNIT + "?(?:" + PLACE_TAIL + "|"
                    + UK_TAIL + ")?");
    /** A number, capitalised words, and a town with its state and code behind a comma: whatever kind of street it is. */
    private static final Pattern BEFORE_TOWN = Pattern.compile(
            "(?<![\\p{L}\\d.#-])\\d{1,6}[A-Za-z]? (?:" + WORD + " ?){1,5}" + UNIT + "?,? ?" + CITY + STATE_ZIP);
    /** Whatever begins with a number behind the word address. */
    private static final Pattern AFTER_CUE =
            Pattern.compile("(?<![\\p{L}\\d.#/-])\\d{1,6}[A-Za-z]?(?: " + WORD + "){1,4}");
    /** Typed in one case; only street types that are hardly anything else. */
    private static final Pattern STREET_ANY_CASE = Pattern.compile(
            "(?i)(?<![\\p{L}\\d.#-])\\d{2,6}[a-z]? (?:[a-z'’.]{2,20} ){1,3}(?:street|avenue|road|boulevard|blvd|lane|terrace|crescent|parkway|court|ave|drive)(?![\\p{L}])"
                    + UNIT + "?");

    private static final Pattern WITH_UNIT =
            Pattern.compile("(?<![\\p{L}\\d.#-])\\d{1,6}[A-Za-z]? (?:" + WORD + " ?){1,4}," + UNIT + PLACE_TAIL + "?");
    private static final Pattern CITY_STATE_ZIP = Pattern.compile("(?<![\\p{L}])" + CITY + STATE_ZIP);
    private static final Pattern BOX = Pattern.compile("(?i)(?<![\\p{L}])p\\.? ?o\\.? box \\d{1,6}(?!\\d)");
    private static final Pattern UK_POSTCODE = Pattern.compile(
            "(?<![\\p{L}\\d])(?:" + WORD + ",? )?[A-Z]{1,2}\\d[A-Z\\d]? \\d[ABD-HJLNP-UW-Z]{2}(?![\\p{L}\\d])");
    private static final Pattern CA_POSTCODE = Pattern.compile(
            "(?<![\\p{L}\\d])[ABCEGHJ-NPRSTVXY]\\d[ABCEGHJ-NPRSTV-Z] \\d[ABCEGHJ-NPRSTV-Z]\\d(?![\\p{L}\\d])");
    /** Street types at the end of a word, number behind: German, Dutch, Swedish, Danish, Norwegian, Finnish. */
    private static final Pattern GERMANIC = Pattern.compile(
            "(?<![\\p{L}])(?=\\p{Lu})(?:\\p{Lu}[\\p{L}.-]+[ -]){0,2}[\\p{L}.-]*(?:[sS]tra(?:ß|ss)e|[sS]tr\\.|[wW]eg|[gG]asse|[pP]latz|[aA]llee|[uU]fer|[dD]amm|[rR]ing|straat|laan|plein|gracht|kade|singel|dijk|gatan|vägen|gränd|gade|vej|gata|veien|veg|katu|tie) \\d{1,4} ?[a-z]?(?![\\p{L}\\d:])"
                    + "(?:,? (?:\\d{4} [A-Z]{2}|\\d{3} ?\\d{2}|\\d{4}) " + WORD + "(?:[ -]" + WORD + ")?)?");
    /** Street types in front, number before or behind: French, Spanish, Italian, Portuguese, Polish. */
    private static final Pattern ROMANCE = Pattern.compile(
            "(?<![\\p{L}\\d])(?:\\d{1,4}(?: ?bis| ?ter)?,? (?:[rR]ue|[aA]venue|[bB]oulevard|[bB]d|[pP]lace|[aA]llée|[cC]hemin|[iI]mpasse|[qQ]uai|[cC]ours|[rR]oute) (?:de |du |des |de la |de l')?"
                    + WORD + "(?:[ -]" + WORD + "){0,3}"
                    + "|(?:Calle|C/|Carrer|Avenida|Avda\\.?|Plaza|Paseo|Camino|Via|Viale|Vicolo|Piazza|Corso|Largo|Rua|Travessa|Alameda|ul\\.|al\\.|ulica) (?:de |del |della |dei |de la |das? |dos? )?"
                    + WORD + "(?: " + WORD
                    + "){0,3},? ?(?:n[º°o]\\.? ?)?\\d{1,4}(?:/\\d{1,3})?)(?![\\d])(?:,? (?:\\d{2}-\\d{3}|\\d{5}-\\d{3}|\\d{5}|\\d{4}-\\d{3}) "
                    + WORD + "(?:[ -]" + WORD + "){0,2})?");
    /** House number and block of Japan, and the six-digit PIN of an Indian town. */
    private static final Pattern ASIAN = Pattern.compile("(?<![\\d-])\\d{1,3}-\\d{1,3}(?:-\\d{1,3})? " + WORD + "(?:-"
            + WORD + "|-\\p{L}+){0,2},? " + WORD + "(?:-\\p{L}+)?,? (?:〒? ?)\\d{3}-\\d{4}(?!\\d)"
            + "|(?<![\\p{L}\\d])(?:Flat|Plot|House|H\\.? ?No\\.?|Door No\\.?) ?[\\dA-Z/-]{1,8},? (?:" + WORD
            + ",? ){1,6}[-–]? ?[1-9]\\d{2} ?\\d{3}(?!\\d)");

    private static final Pattern ZIP = Pattern.compile("(?<!\\d)\\d{5}(?:-\\d{4})?(?!\\d)");
    private static final Pattern ZIP_LABEL = Cues.whole("zip(?: ?code)?|postal code|postcode|plz");
    private static final Pattern PLACE_LABEL =
            Cues.whole("city|town|city,? state(?:,? (?:and )?zip(?: code)?)?|county|home town|place of birth");
    private static final Pattern NOT_POSTAL =
            Cues.whole("e-?mail address|ip address|mac address|web address|address bar|memory address|email");
    private static final Pattern BEGINS = Pattern.compile("^\\W*\\d{1,6}[A-Za-z]? +\\p{L}.{2,}");

    private static final Pattern CLEAR = Pattern.compile("(?i)(?<![\\p{L}])(?:" + CLEAR_TYPE + ")(?![\\p{L}])");

    private final Gazetteer gazetteer = Gazetteer.standard();

    public AddressDetector() {
        super("address", "2");
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
        each(r, out, BEFORE_TOWN, 0.9, "before-town");
        each(r, out, GERMANIC, 0.93, "germanic");
        each(r, out, ROMANCE, 0.93, "romance");
        each(r, out, ASIAN, 0.85, "asian");
        if (!home && r.mentions(Cues.ADDRESS) && !r.mentions(NOT_POSTAL)) {
            r.eachNumber(AFTER_CUE, (m, at) -> {
                if (r.labelledInline(Cues.ADDRESS, at[0])) {
                    out.add(at, r.surrounding(Entity.ADDRESS), Entity.ADDRESS, 0.85, "labelled");
                }
            });
        }
        if (r.mentions(ZIP_LABEL)
                || (r.labelHas(Cues.ADDRESS) && r.likely(Category.TAX, Category.MEDICAL, Category.HR))) {
            r.eachNumber(ZIP, (z, at) -> {
                if (r.cued(ZIP_LABEL, at[0])) {
                    out.add(at, r.surrounding(Entity.ADDRESS), Entity.ADDRESS, 0.8, "zip");
                }
            });
        }
    }

    private void street(Reading r, Reading.Spans out, Matcher m, int[] at, double alone) {
        String street = m.group();
        boolean oneDigit = street.length() > 1 && !Character.isDigit(street.charAt(1));
        boolean backed = r.sensitive() || r.cued(Cues.ADDRESS, at[0]) || street.indexOf(',') > 0;
        boolean clear = CLEAR.matcher(street).find();
        if (backed || (!oneDigit && (clear || namesSomething(street)))) {
            out.add(at, r.surrounding(Entity.ADDRESS), Entity.ADDRESS, backed ? 0.95 : alone, "street");
        }
    }

    /** Whether a word before the type is none of everyday: "12 Larkspur Way", not "12 Column View". */
    private boolean namesSomething(String street) {
        String[] words = street.split(" ", -1);
        for (int i = 1; i < words.length - 1; i++) {
            if (words[i].length() >= 3
                    && !gazetteer.common(words[i])
                    && !words[i].equals(words[i].toUpperCase(Locale.ROOT))) {
                return true;
            }
        }
        return false;
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
