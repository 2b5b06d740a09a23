package dev.scrim.redaction.detect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scrim.datasets.model.Category;
import dev.scrim.redaction.detect.block.BlockClassifier;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DetectorsTest {
    private static final List<Detector> ALL = Detectors.standard();

    private static List<String> found(TextUnit unit) {
        return Detectors.detect(ALL, unit).stream()
                .map(s -> s.entity() + ":" + unit.text().substring(s.start(), s.end()))
                .toList();
    }

    private static TextUnit in(Category category, String text) {
        return TextUnit.of(text, category);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Your SSN is 212-09-4477 now | SSN:212-09-4477
            SSN 2l2-O9-4477 | SSN:2l2-O9-4477
            social security 212 09 4477 | SSN:212 09 4477
            SSN 212-09- | SSN:212-09
            XXX-XX-4477 | SSN:XXX-XX-4477
            ITIN 912-75-1234 | ITIN:912-75-1234
            EIN 20-1234567 | EIN:20-1234567
            MRN 01234567 | MRN:MRN 01234567
            Prescription 1234-5678 | RX_NUMBER:Prescription 1234-5678
            mail q.zebrowski@elmstead.test today | EMAIL:q.zebrowski@elmstead.test
            mail q.zebrowski elmstead.com today | EMAIL:q.zebrowski elmstead.com
            call 212-555-0199 | PHONE:212-555-0199
            ring +44 20 7946 0958 | PHONE:+44 20 7946 0958
            12 Larch Crescent, Apt 4 | ADDRESS:12 Larch Crescent, Apt 4
            Springfield, IL 62704 | ADDRESS:Springfield, IL 62704
            the gate code is 9911 | ACCESS_CODE:9911
            Your verification code is 482913 | OTP:482913
            password=Tr0ub4dor&3 | PASSWORD:Tr0ub4dor&3
            AKIAABCDEFGHIJKLMNOP | API_KEY:AKIAABCDEFGHIJKLMNOP
            lisinopril 10 mg once daily | MEDICATION:lisinopril 10 mg once daily
            Stage 3 melanoma | DIAGNOSIS:Stage 3 melanoma
            her hip surgery last week | PROCEDURE:her hip surgery last week
            112 mg/dL (high) | LAB_RESULT:112 mg/dL (high)
            Dr. Ottoline Varga | PERSON:Dr. Ottoline Varga
            Thanks, Benjamin | PERSON:Benjamin
            IBAN DE89 3704 0044 0532 0130 00 | IBAN:DE89 3704 0044 0532 0130 00
            paid from GB82 WEST 1234 5698 7654 32 | IBAN:GB82 WEST 1234 5698 7654 32
            row 7 2221 0000 0000 0009 ok | CARD_NUMBER:2221 0000 0000 0009
            PTIN PO1234567 | PTIN:PO1234567
            ATIN 912-93-1234 | ATIN:912-93-1234
            DEA BG1234563 | DEA:BG1234563
            1EG4-TE5-MK73 | MBI:1EG4-TE5-MK73
            NINO AB 12 34 56 C | NATIONAL_ID:AB 12 34 56 C
            NHS number 943 476 5919 | NATIONAL_ID:NHS number 943 476 5919
            SIN 046 454 286 | NATIONAL_ID:046 454 286
            Steuer-ID 86 095 742 719 | NATIONAL_ID:86 095 742 719
            Aadhaar 2341 2341 2346 | NATIONAL_ID:2341 2341 2346
            Passport No. X4821907 | NATIONAL_ID:X4821907
            Dx code U07.1 | MEDICAL_CODE:U07.1
            LOINC 4548-4 | MEDICAL_CODE:4548-4
            Sort code 20-00-00 | ROUTING_NUMBER:20-00-00
            Client IP 81.2.69.142 | DEVICE:81.2.69.142
            MAC address 3c:22:fb:aa:10:9e | DEVICE:3c:22:fb:aa:10:9e
            glpat-Zk3xQ9vT2mLp8RwYc5Ba | API_KEY:glpat-Zk3xQ9vT2mLp8RwYc5Ba
            ghp_Zk3xQ9vT2mLp8R wYc5BaZk3xQ9vT2mLp8Rw | API_KEY:ghp_Zk3xQ9vT2mLp8R wYc5BaZk3xQ9vT2mLp8Rw
            $6$rounds=5000$saltsalt$abcdefghijklmnopqrstuv | API_KEY:$6$rounds=5000$saltsalt$abcdefghijklmnopqrstuv
            postgres://app:Tr0ub4dor3@db.internal/x | PASSWORD:postgres://app:Tr0ub4dor3@db.internal/x
            legal winner thank year wave sausage worth useful legal winner thank yellow | SEED_PHRASE:legal winner thank year wave sausage worth useful legal winner thank yellow
            Keizerstraat 12, 1012 AB Amsterdam | ADDRESS:Keizerstraat 12, 1012 AB Amsterdam
            14 rue Victor Hugo, 69002 Lyon | ADDRESS:14 rue Victor Hugo, 69002 Lyon
            12 Larkspur Way | ADDRESS:12 Larkspur Way
            """)
    void findsPlantedSecretsAsAWhole(String text, String expected) {
        assertThat(found(TextUnit.of(text))).contains(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Date of birth | 07/21/1973 | DATE_OF_BIRTH:07/21/1973
            Account number | 000123987654 | ACCOUNT_NUMBER:000123987654
            Salary | 61400 | SALARY:61400
            Box 1 wages | 61,400.00 | MONEY:61,400.00
            Employer | Tarnwick Casting Works | ORG:Tarnwick Casting Works
            Legal name | Quillon Abbeydale | PERSON:Quillon Abbeydale
            Password | correct horse | PASSWORD:correct horse
            Street address | 9 The Paddock | ADDRESS:9 The Paddock
            Verification code | 482913 | OTP:482913
            Gate code | 4417 | ACCESS_CODE:4417
            E-mail | q.zebrow ski@elmstead.test | EMAIL:q.zebrow ski@elmstead.test
            Social security number | 212-0 | SSN:212-0
            """)
    void knowsAValueByItsLabel(String label, String text, String expected) {
        assertThat(found(TextUnit.labelled(label, text))).contains(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "patient: true",
                "version 3.10.12 of 2024-05-01",
                "commit 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b",
                "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=",
                "Part no. 123-45-6789",
                "Order 10023 shipped 2024-05-01",
                "def diagnose(root):",
                "return symptoms",
                "for token in tokens:",
                "import java.util.List;",
                "192.168.10.24:8080",
                "W-2 gauge steel sheet",
                "Taxonomy of fasteners",
                "Hex bolts M8 120 3300",
                "All 412 tests passed in 42 seconds",
                "Unit price 1,249.00",
                "Angle bracket",
                "Notification settings",
                "The taxonomy groups screws by thread.",
                "@Override public String toString()",
                "npm install lodash@4.17.21",
                "git clone git@github.com:org/repo.git",
                "0 errors, 2 warnings",
                "Page 12 of 340",
                "id: 6ba7b810-9dad-11d1-80b4-00c04fd430c8",
                "the password field is required",
                "token = parser.next_token()",
                "Sign in with your password",
                "1280x800 at 60 Hz",
                "#1042 Health check returns 500",
                "Copyright 2019 All rights reserved",
                "const int MAX_RETRIES = 1000000;",
                "Form 1040 steel billet",
                "10 mm wide, 2.50 m long",
                "PM-7730914",
                "647 GB Hard Drive",
                "12 Column View",
                "listening on 127.0.0.1:8080",
                "docker run -p 8080:80 nginx",
                "photo_65705.png 381 KB",
                "build 20260501123045678",
                "Bearer authentication is required",
                "color: #9f86d0; margin: 0 auto",
                "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAUAAAAFCAYAAACNbyblAAAAHElEQVQI12P4",
                "lorem ipsum dolor sit amet consectetur adipiscing elit sed eiusmod tempor incididunt labore",
                "Oak shelf 3 pcs",
                "Check Spelling",
                "Mark All as Read"
            })
    void leavesLookAlikesReadable(String text) {
        assertThat(found(TextUnit.of(text))).isEmpty();
    }

    @Test
    void surroundingsNameTheCategoryAndLetMoneyAndDatesBePrivate() {
        assertThat(found(in(Category.TAX, "61,400.00"))).containsExactly("MONEY:61,400.00");
        assertThat(found(in(Category.HR, "61,400.00"))).containsExactly("SALARY:61,400.00");
        assertThat(found(TextUnit.of("61,400.00"))).isEmpty();
        assertThat(found(in(Category.MEDICAL, "1958-04-19"))).containsExactly("DATE_OF_BIRTH:1958-04-19");
        assertThat(Detectors.detect(ALL, in(Category.MEDICAL, "Ottoline Varga"))
                        .get(0)
                        .category())
                .isEqualTo(Category.MEDICAL);
    }

    @Test
    void typedPasswordsAreKnownByShapeOnlyWhenTyped() {
        Context typed = new Context(Map.of(), "", "", "", Context.Source.TYPED);
        assertThat(found(new TextUnit("River-Lantern42!", Optional.empty(), typed)))
                .containsExactly("PASSWORD:River-Lantern42!");
        assertThat(found(new TextUnit("doctor.py", Optional.empty(), typed))).isEmpty();
    }

    @Test
    void unionOfOverlappingSpansKeepsTheBestMeaning() {
        List<Span> merged = Detectors.merge(List.of(
                new Span(0, 5, Category.PERSON, "PERSON", 0.4f, "a"),
                new Span(3, 9, Category.TAX, "SSN", 0.9f, "b"),
                new Span(9, 12, Category.TAX, "EIN", 0.5f, "c")));
        assertThat(merged)
                .containsExactly(
                        new Span(0, 9, Category.TAX, "SSN", 0.9f, "b"),
                        new Span(9, 12, Category.TAX, "EIN", 0.5f, "c"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            SSN 212-09-              | 4477 is on file         | 212-09-           | 4477
            write to q.zebrowski@    | elmstead.test today     | q.zebrowski@      | elmstead.test
            key ghp_Zk3xQ9vT2mLp8Rw  | Yc5BaZk3xQ9vT2mLp8Rw    | ghp_Zk3xQ9vT2mLp8Rw | Yc5BaZk3xQ9vT2mLp8Rw
            pay 4111 1111            | 1111 1111 soon          | 4111 1111         | 1111 1111
            """)
    void identifiersAreFoundAcrossALineBreak(String upper, String lower, String first, String second) {
        List<Detectors.Broken> broken = Detectors.detectAcross(ALL, upper, lower, Context.NONE);
        assertThat(broken).hasSize(1);
        Span above = broken.get(0).upper();
        Span below = broken.get(0).lower();
        assertThat(upper.substring(above.start(), above.end())).isEqualTo(first);
        assertThat(lower.substring(below.start(), below.end())).isEqualTo(second);
    }

    @Test
    void linesThatOnlyFollowEachOtherAreNotJoined() {
        assertThat(Detectors.detectAcross(ALL, "return total_rows", "version 2.11", Context.NONE))
                .isEmpty();
        assertThat(Detectors.detectAcross(ALL, "Page 12", "1280 rows selected", Context.NONE))
                .isEmpty();
        assertThat(Detectors.detectAcross(ALL, "Call Ottoline", "Varga today", Context.NONE))
                .isEmpty();
    }

    @Test
    void blockClassesOfPlainTexts() {
        BlockClassifier classifier = BlockClassifier.standard();
        assertThat(classifier
                        .scores("Federal income tax withheld and wages on your W-2 form")
                        .best(0.5))
                .contains(Category.TAX);
        assertThat(classifier
                        .scores("Active problems, medications and allergies of the patient")
                        .best(0.5))
                .contains(Category.MEDICAL);
        assertThat(classifier.scores("see you tonight, i miss you so much").best(0.5))
                .contains(Category.CHAT);
        assertThat(classifier
                        .scores("Performance review: meets expectations, salary increase")
                        .best(0.5))
                .contains(Category.HR);
        assertThat(classifier
                        .scores("git commit -m fix the parser on branch main")
                        .best(0.5))
                .isEmpty();
        assertThat(classifier.scores("").other()).isEqualTo(1.0);
    }

    @Test
    void costsFarLessThanReadingTheLine() {
        List<TextUnit> units = List.of(
                TextUnit.of("The walk follows symlinks, we should resolve them before we call the tree builder."),
                TextUnit.of("Ottoline Varga, SSN 212-09-4477, call 212-555-0199"),
                TextUnit.of("max: 5"),
                TextUnit.of("lisinopril 10 mg once daily for essential hypertension"));
        long nanos = 0;
        for (int round = 0; round < 400; round++) {
            long t0 = System.nanoTime();
            units.forEach(u -> Detectors.detect(ALL, u));
            nanos = round < 200 ? 0 : nanos + System.nanoTime() - t0;
        }
        double micros = nanos / 1000.0 / 200 / units.size();
        System.out.printf(Locale.ROOT, "detect: %.0f us a line%n", micros);
        assertThat(micros).isLessThan(5000);
    }
}
