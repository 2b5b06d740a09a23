package dev.scrim.jobs.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each thing that can be wrong is made wrong, and found by its code, at its place, and only it. */
class WorkspaceCheckTest {
    private static final FileTime YESTERDAY = FileTime.from(Instant.parse("2026-03-03T05:06:07Z"));

    @TempDir
    Path temp;

    private SmallWorkspace workspace;

    @BeforeEach
    void workspace() throws IOException {
        workspace = new SmallWorkspace(Files.createDirectory(temp.resolve("ws")));
        SpillFolders.sweep(workspace.root); // Of runs that other tests killed.
    }

    private List<Exposure> whole() {
        return new WorkspaceCheck(workspace.root, workspace.root.resolve("keyring.json"), SmallWorkspace.CLOCK)
                .run()
                .exposures();
    }

    private List<Exposure> quick() {
        return new QuickCheck(workspace.root, workspace.root.resolve("keyring.json"), SmallWorkspace.CLOCK).run();
    }

    private void found(ExposureCode code, String place) {
        assertThat(whole()).extracting(Exposure::code, Exposure::place).containsExactly(both(code, place));
        assertThat(quick()).extracting(Exposure::code, Exposure::place).containsExactly(both(code, place));
    }

    /** What only looking at every file finds. */
    private void foundWhole(ExposureCode code, String place) {
        assertThat(whole()).extracting(Exposure::code, Exposure::place).containsExactly(both(code, place));
        assertThat(quick()).isEmpty();
    }

    private static org.assertj.core.groups.Tuple both(ExposureCode code, String place) {
        return org.assertj.core.api.Assertions.tuple(code, place);
    }

    private static void mode(Path place, String mode) throws IOException {
        Files.setPosixFilePermissions(place, PosixFilePermissions.fromString(mode));
    }

    @Test
    void aWorkspaceAsABuildLeavesItIsSound() {
        assertThat(whole()).isEmpty();
        assertThat(quick()).isEmpty();
    }

    @Test
    void whatElseScrimKeepsBesideStagesIsSoundToo() throws IOException {
        workspace.file(SmallWorkspace.inBuild("signatures/officer.json"), "{}");
        workspace.file("accounts.json", "{}");
        assertThat(whole()).isEmpty();
        assertThat(quick()).isEmpty();
        workspace.file(SmallWorkspace.inBuild("signatures/notes.docx"), "x");
        foundWhole(ExposureCode.FILE_UNKNOWN, SmallWorkspace.inBuild("signatures/notes.docx"));
    }

    @Test
    void aWorkspaceThatItsGroupOrEverybodyCanEnter() throws IOException {
        mode(workspace.root, "rwxr-x---");
        found(ExposureCode.WORKSPACE_OPEN, ".");
        mode(workspace.root, "rwx---r--");
        found(ExposureCode.WORKSPACE_OPEN, ".");
    }

    @Test
    void aFolderOrAFileWhoseModeLetsOthersIn() throws IOException {
        mode(workspace.build, "rwx--x---");
        found(ExposureCode.MODE_OPEN, "builds/" + SmallWorkspace.BUILD);
        mode(workspace.build, "rwx------");
        mode(workspace.build.resolve("stages.json"), "rw-r--r--");
        found(ExposureCode.MODE_OPEN, SmallWorkspace.inBuild("stages.json"));
        mode(workspace.build.resolve("stages.json"), "rw-------");
        mode(workspace.root.resolve("audit.jsonl"), "rw--w----");
        found(ExposureCode.MODE_OPEN, "audit.jsonl");
    }

    @Test
    void aFileDeepInAStage() throws IOException {
        Path deep = workspace.sealedTable("01-capture/events/" + SmallWorkspace.PERSON + "/kind=event/part-1.parquet");
        mode(deep, "rw-r-----");
        assertThat(whole()).extracting(Exposure::code).containsExactly(ExposureCode.MODE_OPEN);
    }

    @Test
    void aFileOfKeysThatOthersCanRead() throws IOException {
        mode(workspace.root.resolve("keyring.json"), "rw-r--r--");
        found(ExposureCode.KEY_OPEN, "keyring.json");
        mode(workspace.root.resolve("keyring.json"), "rw-------");
        mode(workspace.file("officer.key", "x"), "rw----r--");
        assertThat(quick()).extracting(Exposure::code).contains(ExposureCode.KEY_OPEN);
    }

    @Test
    void aKeyringThatIsKeptElsewhereIsLookedAtToo() throws IOException {
        Path elsewhere = Files.writeString(temp.resolve("other.json"), "{}");
        mode(elsewhere, "rw-r--r--");
        assertThat(new QuickCheck(workspace.root, elsewhere, SmallWorkspace.CLOCK).run())
                .extracting(Exposure::code)
                .containsExactly(ExposureCode.KEY_OPEN);
    }

    @Test
    void aTableThatIsReadWithoutAKey() throws IOException {
        String place = SmallWorkspace.inBuild("01-capture/events/" + SmallWorkspace.PERSON + "/part-9.parquet");
        workspace.file(place, "PAR1 anything PAR1");
        found(ExposureCode.TABLE_PLAIN, place);
    }

    @Test
    void aTableWhoseFooterIsPlainBehindAnEncryptedHead() throws IOException {
        String place = SmallWorkspace.inBuild("01-capture/events/" + SmallWorkspace.PERSON + "/part-9.parquet");
        workspace.file(place, "PARE anything PAR1");
        found(ExposureCode.FILE_PLAIN, place);
    }

    @Test
    void aTableThatSomebodyPutIntoTheWorkspace() throws IOException {
        workspace.file("builds/" + SmallWorkspace.BUILD + "/other.json", "PAR1 anything PAR1");
        foundWhole(ExposureCode.TABLE_PLAIN, "builds/" + SmallWorkspace.BUILD + "/other.json");
    }

    @Test
    void mediaAndLogsThatAreNotInAFormatOfTheVault() throws IOException {
        String media = SmallWorkspace.inBuild("01-capture/media/" + SmallWorkspace.PERSON + "/x");
        for (String text :
                List.of("\u0000\u0000\u0000 ftypisom", "2026-03-04 typed hello\n", "(in brackets, as text)")) {
            workspace.file(media, text);
            found(ExposureCode.FILE_PLAIN, media);
        }
    }

    @Test
    void knownReadingsThatAreNotSealed() throws IOException {
        String place = "readings/" + SmallWorkspace.PERSON + "/v1/0fb2f110-be7e-4d03-b263-b58d4074f6a4.lines";
        workspace.file(place, "scrim.known/1");
        foundWhole(ExposureCode.FILE_PLAIN, place);
    }

    @Test
    void outputsWithoutAnOwnerOrAManifestUntilSomebodyTakesThemOver() throws IOException {
        Files.delete(workspace.build.resolve("owner.json"));
        found(ExposureCode.OWNERLESS, "builds/" + SmallWorkspace.BUILD);
        WorkspaceCheck check = new WorkspaceCheck(workspace.root, workspace.root, SmallWorkspace.CLOCK);
        assertThat(check.own("bob")).isEqualTo(1);
        assertThat(check.own("cyd")).isZero();
        assertThat(whole()).isEmpty();
        Files.delete(workspace.build.resolve("01-capture/manifest.json"));
        found(ExposureCode.OWNERLESS, SmallWorkspace.inBuild("01-capture"));
    }

    @Test
    void aManifestOrAnOwnerOfAnotherBuild() throws IOException {
        Path manifest = workspace.build.resolve("01-capture/manifest.json");
        String own = Files.readString(manifest);
        Files.writeString(manifest, own.replace(SmallWorkspace.BUILD, "0000000000000000"));
        foundWhole(ExposureCode.OWNERLESS, SmallWorkspace.inBuild("01-capture"));
        Files.writeString(manifest, own);
        Path owner = workspace.build.resolve("owner.json");
        Files.writeString(owner, Files.readString(owner).replace(SmallWorkspace.BUILD, "0000000000000000"));
        found(ExposureCode.OWNERLESS, "builds/" + SmallWorkspace.BUILD);
    }

    @Test
    void linksThatLeadOutAndThoseThatDoNot() throws IOException {
        workspace.stage("08-export", "[]");
        Files.createSymbolicLink(workspace.root.resolve("08-export"), Path.of(SmallWorkspace.inBuild("08-export")));
        assertThat(whole()).isEmpty();
        Path outside = Files.createDirectory(temp.resolve("outside"));
        Files.createSymbolicLink(workspace.build.resolve("09-more"), outside);
        found(ExposureCode.LINK_LEAVES, SmallWorkspace.inBuild("09-more"));
        Files.delete(outside);
        found(ExposureCode.LINK_BROKEN, SmallWorkspace.inBuild("09-more"));
    }

    @Test
    void whatAKilledRunLeftButNotWhatALivingOneMakes() throws IOException {
        String place = SmallWorkspace.inBuild(".tmp-02-timeline-0123456789abcdef");
        Path fresh = workspace.file(place + "/timeline/part", "x");
        Files.setLastModifiedTime(workspace.root.resolve(place), YESTERDAY);
        Files.setLastModifiedTime(workspace.root.resolve(place + "/timeline"), YESTERDAY);
        assertThat(whole()).isEmpty();
        Files.setLastModifiedTime(fresh, YESTERDAY);
        found(ExposureCode.TEMP_LEFT, place);
        assertThat(whole().get(0).severity()).isEqualTo(Severity.WARNING);
    }

    @Test
    void viewsOfWhatWasThereBeforeRedaction() throws IOException {
        workspace.file("explain/0123456789abcdef0123456789abcdef-before.png", "x");
        assertThat(whole()).isEmpty();
        workspace.file("explain/0123456789abcdef0123456789abcdef-unredacted.txt", "x");
        foundWhole(ExposureCode.VIEW_LEFT, "explain/0123456789abcdef0123456789abcdef-unredacted.txt");
    }

    @Test
    void anExportIsReadableOnlyWhereTheCommittedManifestSaysEvaluation() throws IOException {
        workspace.export("EVALUATION, NEVER RELEASABLE", true);
        found(ExposureCode.EVALUATION_READABLE, SmallWorkspace.inBuild("08-export/plain"));
        assertThat(whole().get(0).severity()).isEqualTo(Severity.NOTE);

        // The same words in a file that was not committed with the export say nothing.
        workspace.export("EVALUATION, NEVER RELEASABLE", false);
        assertThat(whole())
                .extracting(Exposure::code)
                .containsOnly(ExposureCode.FILE_PLAIN)
                .hasSize(2);
        workspace.export("VERIFIED", true);
        assertThat(whole())
                .extracting(Exposure::code)
                .containsOnly(ExposureCode.FILE_PLAIN)
                .hasSize(2);
        assertThat(quick()).extracting(Exposure::code).containsOnly(ExposureCode.FILE_PLAIN);
    }

    @Test
    void aReportNamesOnlyWhatScrimNamed() throws IOException {
        workspace.file(SmallWorkspace.inBuild("01-capture/media/Jane Doe/tax 2025.mp4"), "ftyp");
        WorkspaceCheck.Findings findings =
                new WorkspaceCheck(workspace.root, workspace.root.resolve("keyring.json"), SmallWorkspace.CLOCK).run();
        assertThat(findings.closed()).isFalse();
        assertThat(ExposureText.screen(findings, false))
                .contains(SmallWorkspace.inBuild("01-capture/media/[1]"), "1 places lie open")
                .doesNotContain("Jane", "tax");
        assertThat(ExposureJson.of(findings, false)).contains("media/[1]").doesNotContain("Jane");
        assertThat(ExposureText.inOneMessage(findings.exposures())).doesNotContain("Jane");
        assertThat(ExposureText.screen(findings, true)).contains("Jane Doe/tax 2025.mp4");
    }
}
