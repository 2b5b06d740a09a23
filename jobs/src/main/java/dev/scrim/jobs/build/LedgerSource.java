package dev.scrim.jobs.build;

import dev.scrim.datasets.chain.Anchors;
import dev.scrim.datasets.check.UserError;
import dev.scrim.datasets.consent.ConsentCsv;
import dev.scrim.datasets.consent.ConsentFile;
import dev.scrim.datasets.consent.ConsentLedger;
import dev.scrim.datasets.store.Digests;
import dev.scrim.datasets.store.Workspace;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import org.apache.hadoop.conf.Configuration;

/** Reads the ledger that a spec names: CSV from wherever Hadoop can read, or a chained file of this machine. */
final class LedgerSource {
    private static final String NAME = "consent ledger";
    private static final int NAME_HEX_DIGITS = 16;

    private LedgerSource() {}

    /**
     * The ledger as it is now. A chained one is held to its head at each earlier build of the workspace, so that one
     * that was cut off is refused.
     */
    static ConsentLedger read(URI ledger, Workspace workspace, Clock clock) throws IOException {
        String text = text(ledger);
        if (!ConsentFile.isOne(text)) {
            return ConsentCsv.parse(text, NAME);
        }
        if (!isLocal(ledger)) {
            throw new UserError(
                    "Cannot use a chained consent ledger at " + ledger + ": who can read it cannot be told there",
                    "keep it on a disk of this machine, or name a CSV file");
        }
        Path file = Path.of(ledger.getScheme() == null ? URI.create("file://" + ledger.getPath()) : ledger)
                .toAbsolutePath()
                .normalize();
        ConsentFile chained = new ConsentFile(file);
        if (!isLocal(workspace.root().toUri())) {
            return chained.entries().ledger();
        }
        return chained.entries(
                        new Anchors(anchors(Path.of(workspace.root().toUri()), file)),
                        clock.instant().truncatedTo(ChronoUnit.MILLIS))
                .ledger();
    }

    /** One for each ledger that the workspace was built under. */
    private static Path anchors(Path workspace, Path ledger) {
        String name =
                Digests.fields("scrim-ledger-place/1").add(ledger.toString()).hex();
        return workspace.resolve("consent-" + name.substring(0, NAME_HEX_DIGITS) + ".anchors.jsonl");
    }

    private static boolean isLocal(URI uri) {
        return uri.getScheme() == null || uri.getScheme().equals("file");
    }

    private static String text(URI ledger) throws IOException {
        org.apache.hadoop.fs.Path path = new org.apache.hadoop.fs.Path(ledger);
        try (InputStream in = path.getFileSystem(new Configuration()).open(path)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (FileNotFoundException e) {
            throw new UserError(
                    "Cannot read the consent ledger: " + ledger + " is no file",
                    "name the ledger's file: scrim consent grant makes one, and CSV will do, too; without consent"
                            + " nothing is built",
                    e);
        }
    }
}
