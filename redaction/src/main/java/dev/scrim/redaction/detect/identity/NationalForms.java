package dev.scrim.redaction.detect.identity;

import dev.scrim.redaction.detect.Cues;
import dev.scrim.redaction.text.Form;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.apache.commons.validator.routines.checkdigit.EAN13CheckDigit;
import org.apache.commons.validator.routines.checkdigit.LuhnCheckDigit;
import org.apache.commons.validator.routines.checkdigit.VerhoeffCheckDigit;

/**
 * Personal numbers of states other than the United States: their printed form, check digits and names, as the issuing body
 * publishes them.
 */
final class NationalForms {
    /**
     * One kind of number.
     *
     * @param rule short name of the rule
     * @param cue what it is called
     * @param holds its check digits are right; with a cue a failed check is no veto
     * @param alone form and check say enough without a cue
     */
    record Kind(String rule, Pattern cue, Form form, Predicate<String> holds, boolean alone) {}

    private static final String NINO_LETTERS = "(?!BG|GB|NK|KN|NT|TN|ZZ)[ABCEGHJ-PRSTW-Z][ABCEGHJ-NPRSTW-Z]\\d{6}[A-D]";
    private static final int[] NHS = {10, 9, 8, 7, 6, 5, 4, 3, 2};
    private static final int[] BSN = {9, 8, 7, 6, 5, 4, 3, 2};
    private static final int[] PESEL = {1, 3, 7, 9, 1, 3, 7, 9, 1, 3};
    private static final int[] TFN = {1, 4, 3, 7, 5, 8, 6, 9, 10};

    static final List<Kind> ALL = List.of(
            // HMRC National Insurance Manual NIM39110.
            kind(
                    "nino",
                    "nino|national insurance(?: (?:no|number))?|ni (?:no|number)",
                    "AA 99 99 99 A",
                    s -> s.matches(NINO_LETTERS),
                    true),
            // NHS Data Dictionary, NHS NUMBER: modulus 11.
            kind(
                    "nhs",
                    "nhs(?: (?:no|number))?",
                    "999 999 9999",
                    s -> (11 - weighted(s, NHS) % 11) % 11 == s.charAt(9) - '0',
                    false),
            // Service Canada: Social Insurance Number, Luhn.
            kind("sin", "sin|social insurance(?: (?:no|number))?|nas", "999 999 999", NationalForms::luhn, false),
            // Bundeszentralamt für Steuern: Identifikationsnummer, ISO 7064 MOD 11,10 over eleven digits.
            kind(
                    "steuer-id",
                    "steuer-?id(?:nr)?|steueridentifikationsnummer|idnr|identifikationsnummer|tax id|tin",
                    "99 999 999 999",
                    NationalForms::mod1110,
                    false),
            // UIDAI: Aadhaar, Verhoeff over twelve digits that never begin with 0 or 1.
            kind("aadhaar", "aadhaar|aadhar|uidai|uid", "9999 9999 9999", s -> s.charAt(0) > '1' && verhoeff(s), false),
            // Income Tax Department of India: Permanent Account Number, fourth letter tells the holder's kind.
            kind(
                    "pan-india",
                    "pan(?: (?:no|number|card))?|permanent account(?: number)?",
                    "AAAAA9999A",
                    s -> "ABCFGHLJPT".indexOf(s.charAt(3)) >= 0,
                    true),
            // Agenzia delle Entrate: codice fiscale.
            kind(
                    "codice-fiscale",
                    "codice fiscale|cod fisc|c\\.f\\.",
                    "AAAAAA99A99A999A",
                    s -> "ABCDEHLMPRST".indexOf(s.charAt(8)) >= 0,
                    true),
            // INSEE: numéro de sécurité sociale (NIR), key 97 - n mod 97.
            kind(
                    "nir",
                    "nir|s[ée]curit[ée] sociale|num[ée]ro de s[ée]cu|insee|carte vitale",
                    "9 99 99 99 999 999 99",
                    NationalForms::nir,
                    true),
            // Ministerio del Interior: DNI and NIE, letter by n mod 23.
            kind("dni", "dni|nif|documento(?: nacional)?(?: de identidad)?", "99 999 999 A", s -> dni(s), false),
            kind(
                    "nie",
                    "nie|nif|extranjero",
                    "A 9999999 A",
                    s -> "XYZ".indexOf(s.charAt(0)) >= 0 && dni("XYZ".indexOf(s.charAt(0)) + s.substring(1)),
                    false),
            // Receita Federal: CPF, two check digits modulo 11.
            kind("cpf", "cpf", "999 999 999 99", NationalForms::cpf, false),
            // RENAPO: CURP.
            kind("curp", "curp", "AAAA999999AAAAAAN9", s -> "HMX".indexOf(s.charAt(10)) >= 0, true),
            // Rijksdienst voor Identiteitsgegevens: burgerservicenummer, elfproef.
            kind(
                    "bsn",
                    "bsn|burgerservicenummer|sofinummer",
                    "9999 99 999",
                    s -> (weighted(s, BSN) - (s.charAt(8) - '0')) % 11 == 0,
                    false),
            // Ministerstwo Cyfryzacji: PESEL, weights 1-3-7-9.
            kind(
                    "pesel",
                    "pesel",
                    "99999999999",
                    s -> (10 - weighted(s, PESEL) % 10) % 10 == s.charAt(10) - '0',
                    false),
            // Skatteverket: personnummer, Luhn over the last ten digits.
            kind(
                    "personnummer",
                    "person(?:al )?(?:nummer|number|nr)|personnummer",
                    "999999 9999",
                    NationalForms::luhn,
                    false),
            // Australian Taxation Office: tax file number, weighted sum modulo 11.
            kind("tfn", "tfn|tax file(?: (?:no|number))?", "999 999 999", s -> weighted(s, TFN) % 11 == 0, false),
            // Services Australia: Medicare card number, ten digits.
            kind(
                    "medicare-au",
                    "medicare(?: card)?(?: (?:no|number))?",
                    "9999 99999 9",
                    s -> s.charAt(0) >= '2' && s.charAt(0) <= '6',
                    false),
            // Bundesversicherungsamt / Swiss Central Compensation Office: AHV number, EAN-13.
            kind("ahv", "ahv(?:-?(?:nr|nummer))?|avs|oasi", "756 9999 9999 99", NationalForms::ean13, true),
            // USCIS: A-Number; U.S. Department of State: passport number.
            kind(
                    "a-number",
                    "alien (?:registration )?(?:no|number)|a-?number|uscis(?: (?:no|number|#))?",
                    "A 999999999",
                    s -> s.charAt(0) == 'A',
                    false),
            kind(
                    "passport",
                    "passport(?: (?:no|num|number|#|id))?|reisepass(?:nummer)?|passeport|pasaporte",
                    "A99999999",
                    s -> true,
                    false));

    private NationalForms() {}

    private static Kind kind(String rule, String cue, String shape, Predicate<String> holds, boolean alone) {
        return new Kind(rule, Cues.whole(cue), Form.of(shape), holds, alone);
    }

    private static int weighted(String s, int[] weights) {
        int sum = 0;
        for (int i = 0; i < weights.length; i++) {
            sum += (s.charAt(i) - '0') * weights[i];
        }
        return sum;
    }

    private static boolean luhn(String s) {
        return LuhnCheckDigit.LUHN_CHECK_DIGIT.isValid(s);
    }

    private static boolean verhoeff(String s) {
        return VerhoeffCheckDigit.VERHOEFF_CHECK_DIGIT.isValid(s);
    }

    private static boolean ean13(String s) {
        return EAN13CheckDigit.EAN13_CHECK_DIGIT.isValid(s);
    }

    private static boolean mod1110(String s) {
        int product = 10;
        for (int i = 0; i < 10; i++) {
            int sum = (s.charAt(i) - '0' + product) % 10;
            product = (sum == 0 ? 10 : sum) * 2 % 11;
        }
        return (11 - product) % 10 == s.charAt(10) - '0' && s.charAt(0) != '0';
    }

    private static boolean nir(String s) {
        boolean head = s.charAt(0) == '1' || s.charAt(0) == '2';
        return head && 97 - Long.parseLong(s.substring(0, 13)) % 97 == Integer.parseInt(s.substring(13));
    }

    private static boolean dni(String s) {
        return "TRWAGMYFPDXBNJZSQVHLCKE".charAt(Integer.parseInt(s.substring(0, 8)) % 23) == s.charAt(8);
    }

    private static boolean cpf(String s) {
        return s.chars().distinct().count() > 1 && cpfDigit(s, 9) && cpfDigit(s, 10);
    }

    private static boolean cpfDigit(String s, int at) {
        int sum = 0;
        for (int i = 0; i < at; i++) {
            sum += (s.charAt(i) - '0') * (at + 1 - i);
        }
        return sum * 10 % 11 % 10 == s.charAt(at) - '0';
    }
}
