package dev.scrim.redaction.detect.finance;

import dev.scrim.redaction.text.Folding;
import dev.scrim.redaction.text.Form;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.validator.routines.IBANValidator;

/**
 * International bank account numbers by ISO 13616: each country's length and kinds of characters are those of the SWIFT IBAN
 * registry, as commons-validator carries it; the check is ISO 7064 MOD 97-10.
 */
final class Ibans {
    private static final Pattern PART = Pattern.compile("\\\\d\\{(\\d+)}|\\[A-Z]\\{(\\d+)}|\\[A-Z0-9]\\{(\\d+)}");
    /** Where an IBAN may begin: country letters and check digits, possibly misread. */
    private static final Pattern START = Pattern.compile(
            "(?<![\\p{L}\\p{N}])([A-Za-z156|][A-Za-z01568|])[ \\n]{0,2}[\\dOoQDlLI|SsBZziGgb][ \\n]{0,2}[\\dOoQDlLI|SsBZziGgb]");

    private static final int MOST_TRIED = 8;
    private final Map<String, Form> forms = new LinkedHashMap<>();

    Ibans() {
        for (IBANValidator.Validator v : IBANValidator.getInstance().getDefaultValidators()) {
            for (Pattern p : v.getRegexValidator().getPatterns()) {
                String regex = p.pattern();
                int at = regex.indexOf("\\d");
                String country = regex.substring(0, at).replaceAll("[^A-Z]", "");
                forms.putIfAbsent(country, Form.of(shape(country, regex)));
            }
        }
    }

    /** An IBAN in a text; {@code holds} when its check digits are right. */
    record Hit(int start, int end, boolean holds) {}

    List<Hit> find(String text) {
        List<Hit> out = new ArrayList<>(0);
        Matcher m = START.matcher(text);
        while (m.find()) {
            String country = Character.toString(Folding.asLetter(m.group(1).charAt(0)))
                    + Folding.asLetter(m.group(1).charAt(1));
            for (String candidate : List.of(country, country.replace('L', 'I'), country.replace('I', 'L'))) {
                Form form = forms.get(candidate);
                List<Form.Match> hits = form == null ? List.of() : form.find(text.substring(m.start()));
                if (!hits.isEmpty() && hits.get(0).start() == 0) {
                    Form.Match hit = hits.get(0);
                    boolean holds = (hit.stray() <= 1 && hit.oneCase())
                            ? anyHolds(hit.repaired())
                            : Checksums.iban(hit.repaired());
                    out.add(new Hit(m.start(), m.start() + hit.end(), holds));
                    break;
                }
            }
        }
        return out;
    }

    /** Where letters and digits both may stand the form cannot tell which was read wrong; each of the first few is tried both ways. */
    private static boolean anyHolds(String iban) {
        List<Integer> open = new ArrayList<>();
        for (int i = 4; i < iban.length() && open.size() < MOST_TRIED; i++) {
            if (Folding.asDigit(iban.charAt(i)) != iban.charAt(i)
                    || Folding.asLetter(iban.charAt(i)) != iban.charAt(i)) {
                open.add(i);
            }
        }
        for (int choice = 0; choice < 1 << open.size(); choice++) {
            StringBuilder b = new StringBuilder(iban);
            for (int k = 0; k < open.size(); k++) {
                if ((choice & (1 << k)) != 0) {
                    char c = iban.charAt(open.get(k));
                    b.setCharAt(open.get(k), Character.isDigit(c) ? Folding.asLetter(c) : Folding.asDigit(c));
                }
            }
            if (Integer.bitCount(choice) <= 2 && Checksums.iban(b.toString())) {
                return true;
            }
        }
        return false;
    }

    /** A printed IBAN has a joint after every fourth character. */
    private static String shape(String country, String regex) {
        StringBuilder places = new StringBuilder();
        for (int i = 0; i < country.length(); i++) {
            char c = country.charAt(i);
            // A letter that is a sign of the shape language stands for a letter place.
            places.append(c == 'A' || c == 'N' ? 'A' : c);
        }
        Matcher m = PART.matcher(regex);
        while (m.find()) {
            if (m.group(1) != null) {
                places.append("9".repeat(Integer.parseInt(m.group(1))));
            } else if (m.group(2) != null) {
                places.append("A".repeat(Integer.parseInt(m.group(2))));
            } else {
                places.append("N".repeat(Integer.parseInt(m.group(3))));
            }
        }
        return places.toString().replaceAll("(.{4})(?=.)", "$1 ");
    }
}
