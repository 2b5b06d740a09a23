package dev.scrim.redaction.detect.finance;

import java.math.BigInteger;
import org.apache.commons.validator.routines.checkdigit.LuhnCheckDigit;

/** Check digits of payment and provider numbers. All take digits alone. */
public final class Checksums {
    private Checksums() {}

    /** ISO/IEC 7812-1 annex B, as on cards. */
    public static boolean luhn(String digits) {
        return LuhnCheckDigit.LUHN_CHECK_DIGIT.isValid(digits);
    }

    /** National Provider Identifier: Luhn over 80840 and the ten digits (CMS NPI check digit, 45 CFR 162.406). */
    public static boolean npi(String digits) {
        return digits.length() == 10 && (digits.startsWith("1") || digits.startsWith("2")) && luhn("80840" + digits);
    }

    /** DEA registration number: (d1 + d3 + d5) + 2 (d2 + d4 + d6) ends in d7. */
    public static boolean dea(String digits) {
        if (digits.length() != 7) {
            return false;
        }
        int[] d = digits.chars().map(c -> c - '0').toArray();
        return (d[0] + d[2] + d[4] + 2 * (d[1] + d[3] + d[5])) % 10 == d[6];
    }

    /** ABA routing number: weights 3-7-1 modulo 10 and an issued Federal Reserve prefix. */
    public static boolean routing(String digits) {
        if (digits.length() != 9) {
            return false;
        }
        int first = Integer.parseInt(digits.substring(0, 2));
        boolean issued = (first <= 12 && first >= 1)
                || (first >= 21 && first <= 32)
                || (first >= 61 && first <= 72)
                || first == 80;
        int sum = 0;
        int[] weight = {3, 7, 1};
        for (int i = 0; i < 9; i++) {
            sum += (digits.charAt(i) - '0') * weight[i % 3];
        }
        return issued && sum % 10 == 0;
    }

    /** ISO 13616: country, check digits and BBAN rearranged leave 1 modulo 97. Upper case, no spaces. */
    public static boolean iban(String iban) {
        if (iban.length() < 15 || iban.length() > 34) {
            return false;
        }
        StringBuilder number = new StringBuilder(70);
        String turned = iban.substring(4) + iban.substring(0, 4);
        for (int i = 0; i < turned.length(); i++) {
            int v = Character.digit(turned.charAt(i), 36);
            if (v < 0) {
                return false;
            }
            number.append(v);
        }
        return new BigInteger(number.toString()).mod(BigInteger.valueOf(97)).intValue() == 1;
    }
}
