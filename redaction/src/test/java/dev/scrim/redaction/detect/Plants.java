package dev.scrim.redaction.detect;

import dev.scrim.datasets.model.Category;
import dev.scrim.redaction.taxonomy.Entity;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;

/** Private values of each entity planted in labels, rows and sentences as programs show them, seeded. */
final class Plants {
    /**
     * A text with one planted value.
     *
     * @param kind name of the kind, for reports
     * @param from where the value starts in the unit's text
     * @param selfEvident the value shows what it is without a label
     */
    record Planted(String kind, TextUnit unit, int from, int to, boolean selfEvident) {
        /** Whether all letters and digits of the value are covered. */
        boolean covered(List<Span> spans) {
            return uncovered(spans) == 0;
        }

        /** Number of the value's letters and digits that no span covers. */
        int uncovered(List<Span> spans) {
            int open = 0;
            for (int i = from; i < to; i++) {
                int at = i;
                boolean seen = !Character.isLetterOrDigit(unit.text().charAt(at))
                        || spans.stream().anyMatch(s -> s.start() <= at && at < s.end());
                open += seen ? 0 : 1;
            }
            return open;
        }

        /** Number of the value's letters and digits. */
        int size() {
            return (int) unit.text()
                    .substring(from, to)
                    .chars()
                    .filter(Character::isLetterOrDigit)
                    .count();
        }
    }

    /** A kind: which entities count as right, its values, its labels, and whether the value needs none. */
    record Kind(
            String name,
            Set<Entity> entities,
            Supplier<String> value,
            List<String> labels,
            boolean alone,
            Category block) {}

    private static final List<String> CARRIERS = List.of(
            "%s: %s",
            "%s %s", "%s - %s", "%s = %s", "%s %s, thanks", "Please note %s %s for the file", "%s: %s (confirmed)");
    private static final List<String> BARE = List.of(
            "%s", "%s", "%s and the rest follows", "I sent %s yesterday", "see %s", "%s | open", "row 4 %s ok", "(%s)");

    private final Random random;
    private final Identifiers ids;
    private final Names names;

    Plants(Random random, Names names) {
        this.random = random;
        this.ids = new Identifiers(random);
        this.names = names;
    }

    /** Structured identifiers, which the fuzz corrupts. */
    List<Kind> structured() {
        List<Kind> k = new ArrayList<>();
        k.add(kind(Entity.SSN, ids::ssn, true, "SSN", "Social Security Number", "Taxpayer ID", "Soc. Sec. No."));
        k.add(kind(Entity.ITIN, ids::itin, true, "ITIN", "Taxpayer identification number"));
        k.add(kind(Entity.EIN, ids::ein, false, "EIN", "Employer identification number", "Federal ID", "Payer's TIN"));
        k.add(kind(Entity.CARD_NUMBER, ids::card, true, "Card number", "Credit card", "Visa"));
        k.add(kind(Entity.IBAN, ids::iban, true, "IBAN", "Account", "Beneficiary account"));
        k.add(kind(Entity.NPI, ids::npi, false, "NPI", "Provider ID", "NPI number"));
        k.add(kind(Entity.DEA, ids::dea, false, "DEA", "DEA number", "Prescriber DEA #"));
        k.add(kind(Entity.MBI, ids::mbi, true, "Medicare ID", "MBI", "Medicare number"));
        k.add(kind(Entity.ROUTING_NUMBER, ids::aba, false, "Routing number", "ABA", "Routing transit number"));
        k.add(kind(
                Entity.MRN,
                () -> ids.shape(ids.pick(List.of("99999999", "9999999", "A9999999", "MR-999999"))),
                false,
                "MRN",
                "Medical record number",
                "Patient ID",
                "Chart no"));
        k.add(kind(
                Entity.EMAIL,
                () -> ids.email(names.first(), names.last()),
                true,
                "Email",
                "E-mail address",
                "Contact"));
        k.add(kind(Entity.PHONE, ids::nanp, true, "Phone", "Mobile", "Call me"));
        k.add(kind(Entity.API_KEY, ids::apiKey, true, "API key", "Token", "export KEY"));
        k.add(kind(Entity.TOKEN, ids::jwt, true, "token", "Authorization: Bearer", "jwt"));
        return k;
    }

    /** Everything else that has a detector. */
    List<Kind> others() {
        List<Kind> k = new ArrayList<>();
        k.add(kind(
                "SSN masked",
                Entity.SSN,
                () -> ids.pick(List.of("XXX-XX-", "***-**-", "xxx-xx-", "•••-••-")) + ids.digits(4),
                true,
                "SSN"));
        k.add(kind(Entity.ATIN, ids::atin, true, "ATIN", "Taxpayer ID"));
        k.add(kind(Entity.PTIN, () -> "P0" + ids.digits(7), false, "PTIN", "Preparer's PTIN", "Paid preparer"));
        k.add(kind(Entity.IP_PIN, () -> ids.digits(6), false, "IP PIN", "Identity protection PIN"));
        k.add(kind(
                "tax amount",
                Entity.MONEY,
                this::money,
                false,
                "Wages, tips",
                "Federal income tax withheld",
                "Adjusted gross income",
                "Refund"));
        k.add(kind(Entity.DATE_OF_BIRTH, this::birth, false, "Date of birth", "DOB", "Born"));
        k.add(kind("UK NINO", Entity.NATIONAL_ID, ids::nino, true, "NINO", "National Insurance number"));
        k.add(kind("NHS number", Entity.NATIONAL_ID, ids::nhs, false, "NHS number", "NHS No"));
        k.add(kind("CA SIN", Entity.NATIONAL_ID, ids::sin, false, "SIN", "Social insurance number"));
        k.add(kind("DE Steuer-ID", Entity.NATIONAL_ID, ids::steuerId, false, "Steuer-ID", "Identifikationsnummer"));
        k.add(kind("IN Aadhaar", Entity.NATIONAL_ID, ids::aadhaar, false, "Aadhaar", "Aadhaar"));
        k.add(kind(
                "IN PAN",
                Entity.NATIONAL_ID,
                () -> ids.upper(3) + "P" + ids.shape("A9999A"),
                true,
                "PAN number",
                "Permanent account number"));
        k.add(kind(
                "passport",
                Entity.NATIONAL_ID,
                () -> ids.shape(ids.pick(List.of("999999999", "A99999999", "AA9999999"))),
                false,
                "Passport number",
                "Passport No"));
        k.add(kind(
                "driving licence",
                Entity.NATIONAL_ID,
                () -> ids.shape(ids.pick(List.of("A9999999", "A999-9999-9999", "99999999"))),
                false,
                "Driver's license",
                "Driver license number",
                "Driving licence"));
        k.add(kind(
                Entity.MEMBER_ID,
                () -> ids.shape(ids.pick(List.of("AAA999999999", "A99999999", "999999999"))),
                false,
                "Member ID",
                "Subscriber ID",
                "Policy number"));
        k.add(kind(Entity.ENCOUNTER_ID, () -> ids.digits(9), false, "Encounter", "Visit number", "Admission ID"));
        k.add(kind(
                Entity.CLAIM_ID,
                () -> ids.shape(ids.pick(List.of("AA-9999999", "9999999999"))),
                false,
                "Claim number",
                "Claim #"));
        k.add(kind(Entity.RX_NUMBER, () -> ids.digits(7), false, "Rx", "Prescription number"));
        k.add(kind(
                "ICD-10-CM",
                Entity.MEDICAL_CODE,
                () -> ids.pick(List.of("E11.9", "I10", "J45.909", "F32.1", "M54.5", "C50.911", "U07.1")),
                false,
                "ICD-10",
                "Dx code",
                "Diagnosis code"));
        k.add(kind(
                "LOINC",
                Entity.MEDICAL_CODE,
                () -> ids.pick(List.of("4548-4", "2345-7", "718-7", "2160-0", "33914-3")),
                false,
                "LOINC"));
        k.add(kind(
                "NDC",
                Entity.MEDICAL_CODE,
                () -> ids.shape(ids.pick(List.of("9999-9999-99", "99999-999-99", "99999-9999-9"))),
                false,
                "NDC"));
        k.add(kind("CPT", Entity.MEDICAL_CODE, () -> "99" + ids.digits(3), false, "CPT", "Procedure code"));
        k.add(kind(
                Entity.LAB_RESULT,
                () -> ids.between(20, 300) + " "
                        + ids.pick(List.of("mg/dL", "mmol/L", "ng/mL", "U/L", "mEq/L", "g/dL")),
                false,
                Category.MEDICAL,
                "Glucose",
                "LDL",
                "Creatinine",
                "Potassium",
                "ALT"));
        k.add(kind(
                Entity.MEDICATION,
                () -> ids.pick(List.of(
                        "metformin 500 mg twice daily",
                        "atorvastatin 20 mg nightly",
                        "amoxicillin 875 mg BID",
                        "sertraline 50 mg daily",
                        "albuterol 2 puffs PRN")),
                true,
                "Medication",
                "Rx"));
        k.add(kind(
                Entity.DIAGNOSIS,
                () -> ids.pick(List.of(
                        "type 2 diabetes mellitus",
                        "atrial fibrillation",
                        "major depressive disorder",
                        "chronic kidney disease stage 3",
                        "rheumatoid arthritis",
                        "breast cancer")),
                true,
                "Diagnosis",
                "Assessment"));
        k.add(kind(Entity.BIC, ids::bic, false, "BIC", "SWIFT", "SWIFT/BIC"));
        k.add(kind("card code", Entity.CARD_CODE, () -> ids.digits(3), false, "CVV", "Security code", "CVC2"));
        k.add(kind(
                "card expiry",
                Entity.CARD_CODE,
                () -> "0" + ids.between(1, 9) + "/" + ids.between(26, 33),
                false,
                "Expiry",
                "Exp. date",
                "Valid thru"));
        k.add(kind(
                Entity.ACCOUNT_NUMBER,
                () -> ids.digits(ids.between(8, 12)),
                false,
                "Account number",
                "Checking account no."));
        k.add(kind(
                "UK sort code",
                Entity.ROUTING_NUMBER,
                () -> ids.digits(2) + "-" + ids.digits(2) + "-" + ids.digits(2),
                false,
                "Sort code"));
        k.add(kind(
                "PEM key",
                Entity.PRIVATE_KEY,
                () -> "-----BEGIN " + ids.pick(List.of("RSA ", "EC ", "OPENSSH ", "")) + "PRIVATE KEY-----",
                true,
                "key"));
        k.add(kind(
                "connection string",
                Entity.PASSWORD,
                () -> ids.pick(List.of("postgres", "mysql", "mongodb+srv", "amqp", "redis")) + "://" + ids.shape("aaaa")
                        + ":" + ids.alnum(12) + "@db.internal:5432/app",
                true,
                "DATABASE_URL"));
        k.add(kind(
                "password by label",
                Entity.PASSWORD,
                () -> ids.alnum(8) + ids.pick(List.of("!", "#", "$", "")) + ids.digits(2),
                false,
                "Password",
                "pwd",
                "Passphrase"));
        k.add(kind(
                "secret assignment",
                Entity.PASSWORD,
                () -> ids.alnum(24),
                false,
                "client_secret:",
                "DB_PASSWORD=",
                "api_key:",
                "AUTH_TOKEN="));
        k.add(kind("random token", Entity.TOKEN, () -> ids.shape("a9A*a9A*****a9***A**9*a****9A*"), true, "value"));
        k.add(kind(
                Entity.OTP,
                () -> ids.digits(6),
                false,
                "Your verification code is",
                "OTP",
                "one-time code",
                "2FA code"));
        k.add(kind(Entity.SEED_PHRASE, this::seed, true, "Recovery phrase", "Seed phrase"));
        k.add(kind(Entity.ACCESS_CODE, () -> ids.digits(4), false, "door code", "gate code", "alarm code"));
        k.add(kind(
                Entity.EMPLOYEE_ID,
                () -> ids.shape(ids.pick(List.of("E99999", "999999", "EMP-9999"))),
                false,
                "Employee ID",
                "Staff number",
                "Badge number"));
        k.add(kind(Entity.SALARY, this::money, false, Category.HR, "Base salary", "Gross pay", "Bonus"));
        k.add(kind(
                Entity.RATING,
                () -> ids.pick(List.of(
                        "Exceeds expectations", "Needs improvement", "Meets expectations", "Below expectations")),
                true,
                "Rating",
                "Overall rating"));
        k.add(kind("phone, other countries", Entity.PHONE, names::phone, false, "Phone", "Telefon", "Mobile"));
        k.add(kind("US address", Entity.ADDRESS, names::usAddress, true, "Address", "Ship to", "Home address"));
        k.add(kind(
                "address, other countries",
                Entity.ADDRESS,
                names::otherAddress,
                true,
                "Address",
                "Anschrift",
                "Shipping address"));
        k.add(kind(
                "IP address",
                Entity.DEVICE,
                () -> ids.between(11, 99) + "." + ids.between(1, 254) + "." + ids.between(1, 254) + "."
                        + ids.between(1, 254),
                false,
                "Client IP",
                "IP address",
                "Last login from"));
        k.add(kind(
                "MAC address",
                Entity.DEVICE,
                () -> String.join(":", ids.hex(2), ids.hex(2), ids.hex(2), ids.hex(2), ids.hex(2), ids.hex(2)),
                false,
                "MAC address",
                "ether",
                "Bluetooth address"));
        k.add(kind(Entity.PERSON, names::full, true, "Patient", "Employee name", "Assigned to", "From"));
        return k;
    }

    /** A planted value of the kind: as a labelled cell, inline after its label, or bare where it can stand so. */
    Planted plant(Kind kind) {
        String value = kind.value().get();
        String label = ids.pick(kind.labels());
        Context context = kind.block() == null ? Context.NONE : Context.NONE.withPrior(Map.of(kind.block(), 0.8));
        int way = random.nextInt(kind.alone() ? 3 : 2);
        if (way == 0) {
            return new Planted(
                    kind.name(), new TextUnit(value, Optional.of(label), context), 0, value.length(), kind.alone());
        }
        String carrier = way == 1 ? ids.pick(CARRIERS) : ids.pick(BARE);
        String text = way == 1
                ? String.format(Locale.ROOT, carrier, label, value)
                : String.format(Locale.ROOT, carrier, value);
        int from = text.indexOf(value, way == 1 ? carrier.indexOf("%s") + label.length() : 0);
        return new Planted(
                kind.name(), new TextUnit(text, Optional.empty(), context), from, from + value.length(), way == 2);
    }

    private static Kind kind(Entity entity, Supplier<String> value, boolean alone, String... labels) {
        return new Kind(entity.name(), Set.of(entity), value, List.of(labels), alone, null);
    }

    private static Kind kind(Entity entity, Supplier<String> value, boolean alone, Category block, String... labels) {
        return new Kind(entity.name(), Set.of(entity), value, List.of(labels), alone, block);
    }

    private static Kind kind(String name, Entity entity, Supplier<String> value, boolean alone, String... labels) {
        return new Kind(name, Set.of(entity), value, List.of(labels), alone, null);
    }

    private String money() {
        return String.format(
                Locale.ROOT,
                random.nextBoolean() ? "$%,d.%02d" : "%,d.%02d",
                ids.between(1200, 180000),
                ids.between(0, 99));
    }

    private String birth() {
        int y = ids.between(1930, 2010);
        int m = ids.between(1, 12);
        int d = ids.between(1, 28);
        return switch (ids.between(0, 3)) {
            case 0 -> String.format(Locale.ROOT, "%02d/%02d/%d", m, d, y);
            case 1 -> String.format(Locale.ROOT, "%d-%02d-%02d", y, m, d);
            case 2 -> String.format(Locale.ROOT, "%02d.%02d.%d", d, m, y);
            default ->
                d + " "
                        + List.of("January", "March", "May", "August", "October")
                                .get(d % 5) + " " + y;
        };
    }

    private String seed() {
        List<String> words = List.of(
                "abandon",
                "ability",
                "blanket",
                "cactus",
                "danger",
                "eagle",
                "fabric",
                "gadget",
                "harvest",
                "icon",
                "jungle",
                "kitten",
                "ladder",
                "magnet",
                "napkin",
                "ocean",
                "paddle",
                "quantum",
                "rabbit",
                "saddle",
                "tackle",
                "umbrella",
                "vacuum",
                "walnut",
                "yellow",
                "zebra");
        List<String> phrase = new ArrayList<>();
        for (int i = 0; i < (random.nextBoolean() ? 12 : 24); i++) {
            phrase.add(ids.pick(words));
        }
        return String.join(
                " ", phrase.stream().distinct().count() < phrase.size() - 1 ? distinct(words, phrase.size()) : phrase);
    }

    private List<String> distinct(List<String> words, int n) {
        List<String> shuffled = new ArrayList<>(words);
        java.util.Collections.shuffle(shuffled, random);
        return shuffled.subList(0, n);
    }
}
