package dev.scrim.jobs.consent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.scrim.datasets.check.UserError;
import dev.scrim.datasets.store.AtomicFile;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * {@code consent-ledgers.json} of a workspace on a local disk: under which ledgers it was built, so that what takes a
 * consent back finds them and never takes a ledger that happens to lie about.
 */
public final class LedgerPlaces {
    private static final String FILE = "consent-ledgers.json";
    private static final String LEDGERS = "ledgers";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path file;

    /** @param workspace its folder */
    public LedgerPlaces(Path workspace) {
        this.file = workspace.resolve(FILE);
    }

    /** Notes a ledger; one that is known already leaves the file as it is. */
    public void add(URI ledger) {
        Set<String> all = new TreeSet<>(read());
        if (all.add(place(ledger))) {
            ObjectNode root = JSON.createObjectNode();
            all.forEach(root.putArray(LEDGERS)::add);
            try {
                AtomicFile.write(file, JSON.writeValueAsBytes(root));
            } catch (IOException e) {
                throw damaged(e);
            }
        }
    }

    private static String place(URI ledger) {
        boolean local = ledger.getScheme() == null || ledger.getScheme().equals("file");
        return local
                ? Path.of(ledger.getPath()).toAbsolutePath().normalize().toUri().toString()
                : ledger.toString();
    }

    /** Every ledger that is known, wherever it lies, whether it is still there or not. */
    public List<URI> all() {
        return read().stream().map(URI::create).toList();
    }

    private Set<String> read() {
        Set<String> out = new TreeSet<>();
        if (!Files.exists(file)) {
            return out;
        }
        try {
            for (JsonNode n : JSON.readTree(Files.readAllBytes(file)).path(LEDGERS)) {
                out.add(n.asText());
            }
            return out;
        } catch (IOException e) {
            throw damaged(e);
        }
    }

    private UserError damaged(IOException e) {
        return new UserError("Cannot use " + file, "restore it from a backup, or remove it and build again", e);
    }
}
