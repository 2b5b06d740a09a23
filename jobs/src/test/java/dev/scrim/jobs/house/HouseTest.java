package dev.scrim.jobs.house;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where code may look and where libraries live: what the poms cannot say because it is about packages. */
class HouseTest {
    private static final JavaClasses HOUSE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.scrim");

    @Test
    void theNounsKnowNobody() {
        noClasses()
                .that()
                .resideInAPackage("dev.scrim.datasets..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.scrim.featurizers..", "dev.scrim.redaction..", "dev.scrim.jobs..")
                .check(HOUSE);
    }

    @Test
    void whatIsAddedAndWhatIsRemovedNeverMeet() {
        noClasses()
                .that()
                .resideInAPackage("dev.scrim.featurizers..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.scrim.redaction..", "dev.scrim.jobs..")
                .check(HOUSE);
        noClasses()
                .that()
                .resideInAPackage("dev.scrim.redaction..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.scrim.featurizers..", "dev.scrim.jobs..")
                .check(HOUSE);
    }

    /** Law 7: the check knows nothing of what it checks, nor the other way round. */
    @Test
    void verificationSharesNoDetectorAndNoPolicyWithRedaction() {
        noClasses()
                .that()
                .resideInAPackage("dev.scrim.redaction.verify..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "dev.scrim.redaction",
                        "dev.scrim.redaction.detect..",
                        "dev.scrim.redaction.layout..",
                        "dev.scrim.redaction.mask..",
                        "dev.scrim.redaction.policy..",
                        "dev.scrim.redaction.propagate..",
                        "dev.scrim.redaction.text..")
                .check(HOUSE);
        noClasses()
                .that()
                .resideInAPackage("dev.scrim.redaction..")
                .and()
                .resideOutsideOfPackage("dev.scrim.redaction.verify..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.scrim.redaction.verify..")
                .check(HOUSE);
    }

    @ParameterizedTest(name = "{0} only in {1}")
    @CsvSource(delimiter = '|', textBlock = """
                    org.apache.spark..      | dev.scrim.jobs..
                    scala..                 | dev.scrim.jobs..
                    picocli..               | dev.scrim.jobs.cli..
                    org.snakeyaml..         | dev.scrim.jobs.spec..
                    org.apache.parquet..    | dev.scrim.datasets.store..;dev.scrim.datasets.vault..;dev.scrim.datasets.shards..
                    org.apache.arrow..      | dev.scrim.datasets.shards.arrow..
                    com.google.flatbuffers..| dev.scrim.datasets.shards.arrow..
                    com.google.crypto.tink..| dev.scrim.datasets.vault..
                    org.bouncycastle..      | dev.scrim.datasets.vault..
                    io.jsonwebtoken..       | dev.scrim.jobs.account..
                    java.net.http..         | dev.scrim.datasets.vault..;dev.scrim.jobs.account..
                    org.bytedeco.ffmpeg..   | dev.scrim.datasets.media..
                    org.sqlite..            | dev.scrim.datasets.capture.openadapt..;dev.scrim.datasets.shards.webdataset..
                    org.bytedeco.javacv..   | dev.scrim.datasets.media..
                    org.opencv..            | dev.scrim.featurizers.reading..;dev.scrim.featurizers.picture..;dev.scrim.featurizers.element..;dev.scrim.redaction.mask..;dev.scrim.redaction.layout..
                    nu.pattern..            | dev.scrim.featurizers.reading..;dev.scrim.featurizers.picture..;dev.scrim.featurizers.element..;dev.scrim.redaction.mask..;dev.scrim.redaction.layout..
                    net.sourceforge.tess4j..| dev.scrim.featurizers.reading..
                    org.bytedeco.tesseract..| dev.scrim.featurizers.reading..
                    org.bytedeco.leptonica..| dev.scrim.featurizers.reading..
                    com.google.zxing..      | dev.scrim.featurizers.picture..
                    org.eclipse.jetty..     | dev.scrim.jobs.review.web..
                    com.zaxxer.hikari..     | dev.scrim.jobs.review.store..
                    java.sql..              | dev.scrim.jobs.review..;dev.scrim.datasets.capture.openadapt..;dev.scrim.datasets.shards.webdataset..
                    ai.onnxruntime..        | dev.scrim.redaction.verify..
                    """)
    void librariesStayWhereTheyLive(String library, String homes) {
        noClasses()
                .that()
                .resideOutsideOfPackages(homes.split(";"))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library)
                .check(HOUSE);
    }

    @Test
    void stagesDoNotKnowTheCommandLineOrTheBuild() {
        noClasses()
                .that()
                .resideInAnyPackage("dev.scrim.jobs..")
                .and()
                .resideOutsideOfPackages("dev.scrim.jobs.cli..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.scrim.jobs.cli..")
                .check(HOUSE);
        noClasses()
                .that()
                .resideInAPackage("dev.scrim.jobs..")
                .and()
                .resideOutsideOfPackages("dev.scrim.jobs.cli..", "dev.scrim.jobs.bench..", "dev.scrim.jobs.build..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.scrim.jobs.build..")
                .check(HOUSE);
    }

    @Test
    void featurizersDoNotKnowEachOtherInCircles() {
        slices().matching("dev.scrim.featurizers.(*)..")
                .should()
                .beFreeOfCycles()
                .check(HOUSE);
    }
}
