package dev.scrim.jobs.doctor;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.RecursiveAction;
import org.jspecify.annotations.Nullable;

/** One folder of a scan: its own files now, its folders as tasks of their own. */
final class TreeFolder extends RecursiveAction {
    private static final long serialVersionUID = 1L;
    private static final ObjectMapper JSON = new ObjectMapper();
    /** A manifest that names an owner is small; a larger file is no such thing. */
    private static final long MANIFEST_BYTES = 1 << 20;

    /** What all folders of a scan share. */
    record Scan(Path root, TreeTally tally, TreeProgress progress, Accounts accounts) {
        String place(Path path) {
            String below = root.relativize(path).toString();
            return below.isEmpty() ? "." : below;
        }
    }

    private final transient Scan scan;
    private final transient Path folder;
    private final transient Reach above;
    private final boolean stated;
    private final double share;
    private final transient @Nullable TableLook partOf;

    /**
     * One task.
     *
     * @param above who gets as far as the folder it lies in
     * @param stated whether a folder above names an owner
     * @param share of the whole scan
     * @param partOf the table that it is a partition of; null where it is none
     */
    TreeFolder(Scan scan, Path folder, Reach above, boolean stated, double share, @Nullable TableLook partOf) {
        this.scan = scan;
        this.folder = folder;
        this.above = above;
        this.stated = stated;
        this.share = share;
        this.partOf = partOf;
    }

    private record Entry(Path path, String name, FileFacts facts) {}

    @Override
    protected void compute() {
        List<Entry> files = new ArrayList<>();
        List<Entry> folders = new ArrayList<>();
        Reach here;
        try {
            here = above.into(FileFacts.of(folder));
            list(files, folders);
        } catch (IOException | DirectoryIteratorException e) {
            scan.tally().place(new TableFinding(scan.place(folder), EnumSet.of(ExposureCode.UNREADABLE), 0));
            scan.progress().done(share, 0);
            return;
        }
        scan.tally().folder(files.size());
        boolean named = stated || files.stream().anyMatch(TreeFolder::states);
        List<Entry> data =
                files.stream().filter(f -> TableNames.isData(f.name())).toList();
        @Nullable TableLook whole = partOf != null ? partOf : asOneTable(data, folders);
        long alone = 0;
        for (Entry file : data) {
            TableLook table = whole != null ? whole : new TableLook(scan.place(file.path()));
            look(file, here, named, table);
            if (whole == null) {
                scan.tally().table(table, file.facts().bytes());
                alone++;
            }
        }
        double each = share / (folders.size() + 1);
        List<TreeFolder> below = new ArrayList<>();
        for (Entry sub : folders) {
            boolean part = whole != null && (partOf != null || TableNames.isPartition(sub.name()));
            below.add(new TreeFolder(scan, sub.path(), here, named, each, part ? whole : null));
        }
        scan.progress().done(each, alone);
        invokeAll(below);
        if (whole != null && partOf == null && whole.isTable()) {
            scan.tally().table(whole, whole.bytes());
            scan.progress().done(0, 1);
        }
    }

    /** Null where each file stands alone. */
    private @Nullable TableLook asOneTable(List<Entry> data, List<Entry> folders) {
        boolean together = TableNames.isTable(String.valueOf(folder.getFileName()))
                || data.stream().anyMatch(f -> TableNames.isPart(f.name()))
                || folders.stream().anyMatch(f -> TableNames.isPartition(f.name()));
        return together ? new TableLook(scan.place(folder)) : null;
    }

    private void look(Entry file, Reach here, boolean named, TableLook table) {
        FileFacts facts = file.facts();
        table.file(facts.bytes());
        if (here.all() && facts.allRead()) {
            table.found(ExposureCode.OPEN_TO_ALL);
        } else if (here.group() && facts.groupReads()) {
            table.found(ExposureCode.OPEN_TO_GROUP);
        }
        if (here.all() && facts.allWrite()) {
            table.found(ExposureCode.WRITABLE_BY_ALL);
        }
        if (!scan.accounts().exists(facts.uid(), file.path())) {
            table.found(ExposureCode.ACCOUNT_UNKNOWN);
        }
        if (!named) {
            table.found(ExposureCode.OWNER_UNSTATED);
        }
        try {
            FileKind kind = FileKind.of(file.path());
            if (kind.readableTable()) {
                table.found(ExposureCode.TABLE_PLAIN);
            } else if (kind == FileKind.OTHER) {
                table.found(ExposureCode.FORMAT_UNKNOWN);
            }
        } catch (IOException e) {
            table.found(ExposureCode.UNREADABLE);
        }
    }

    private void list(List<Entry> files, List<Entry> folders) throws IOException {
        try (DirectoryStream<Path> in = Files.newDirectoryStream(folder)) {
            for (Path path : in) {
                FileFacts facts;
                try {
                    facts = FileFacts.of(path);
                } catch (IOException e) {
                    continue; // Gone since it was listed.
                }
                Entry entry = new Entry(path, String.valueOf(path.getFileName()), facts);
                if (facts.folder()) {
                    folders.add(entry);
                } else if (facts.file()) {
                    files.add(entry);
                }
            }
        }
    }

    /** Whether a file names who answers for what lies beside and below it. */
    private static boolean states(Entry file) {
        if (TableNames.isStatement(file.name()) && !file.name().endsWith(".json")) {
            return file.facts().bytes() > 0;
        }
        boolean mayState = TableNames.isStatement(file.name()) || TableNames.isManifest(file.name());
        if (!mayState || file.facts().bytes() > MANIFEST_BYTES) {
            return false;
        }
        try {
            return !JSON.readTree(Files.readAllBytes(file.path()))
                    .path("owner")
                    .asText()
                    .isBlank();
        } catch (IOException e) {
            return false;
        }
    }
}
