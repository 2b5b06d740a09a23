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
                "10 mm wide, 2.50 m long"
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
