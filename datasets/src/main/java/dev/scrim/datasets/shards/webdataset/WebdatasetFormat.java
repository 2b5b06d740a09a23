package dev.scrim.datasets.shards.webdataset;

import dev.scrim.datasets.schema.FieldType;
import dev.scrim.datasets.schema.Schema;
import dev.scrim.datasets.shards.ExportManifestJson;
import dev.scrim.datasets.shards.ExportOptions;
import dev.scrim.datasets.shards.ExportTable;
import dev.scrim.datasets.shards.RowChecks;
import dev.scrim.datasets.shards.ShardDirectory;
import dev.scrim.datasets.shards.ShardFormat;
import dev.scrim.datasets.shards.ShardInfo;
import dev.scrim.datasets.shards.ShardName;
import dev.scrim.datasets.shards.ShardReader;
import dev.scrim.datasets.shards.ShardWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Consumer;

/** WebDataset: {@code <split>/shard-000000.tar}, each with an index for Energon and one for DALI. */
public final class WebdatasetFormat implements ShardFormat.Steps {
    public static final String ID = "webdataset";

    static final String TAR = ".tar";

    @Override
    public String id() {
        return ID;
    }

    @Override
    public String description() {
        return "tar shards for webdataset, datasets, Energon and DALI, with indexes for the last two";
    }

    /** Readers shuffle through a buffer that starts small, shard by shard. */
    @Override
    public boolean interleaved() {
        return true;
    }

    /** A row's columns are in its {@code json}, which {@link HubFeatures} tells the types of. */
    @Override
    public List<ExportTable> tables(Schema schema) {
        List<ExportTable.Column> parts = new ArrayList<>();
        parts.add(ExportTable.Column.of(SampleParts.JSON, FieldType.STRING));
        SampleParts.imageColumns(schema).forEach(c -> parts.add(ExportTable.Column.of(c, FieldType.IMAGE)));
        return List.of(new ExportTable(
                schema.name(), "%s/*" + TAR, ExportTable.Encoding.TAR, parts, Optional.empty(), Optional.empty()));
    }

    @Override
    public ShardWriter write(ShardDirectory directory, ShardName name, Schema schema, ExportOptions options)
            throws IOException {
        return new WebdatasetWriter(directory, name, schema, options);
    }

    @Override
    public ShardReader read(ShardDirectory directory, String file) throws IOException {
        return new WebdatasetReader(directory, file);
    }

    @Override
    public List<ShardInfo> index(ShardDirectory directory, List<ShardInfo> files, ExportOptions options)
            throws IOException {
        List<ShardInfo> shards = EnergonFiles.shards(files);
        if (shards.isEmpty()) {
            return List.of();
        }
        List<ShardInfo> written = new ArrayList<>();
        for (Map.Entry<String, byte[]> file : beside(directory, shards).entrySet()) {
            written.add(CommittedFile.write(directory, file.getKey(), Optional.empty(), file.getValue()));
        }
        written.add(EnergonDatabase.write(directory, shards));
        return written;
    }

    /** The files beside the shards that are text, by name. */
    private SortedMap<String, byte[]> beside(ShardDirectory directory, List<ShardInfo> shards) throws IOException {
        SortedMap<String, byte[]> files = EnergonFiles.of(shards);
        String first = shards.get(0).file();
        try (ShardReader reader = read(directory, first);
                SampleList samples = new SampleList(directory, first)) {
            List<String> parts = samples.next().stream()
                    .flatMap(s -> s.parts().stream())
                    .map(SampleList.Part::name)
                    .toList();
            files.put(HubFeatures.FILE, HubFeatures.of(reader.schema(), parts, shards));
        }
        return files;
    }

    @Override
    public Contents reread(ShardDirectory directory, ShardInfo file, Consumer<String> problems) throws IOException {
        if (file.file().endsWith(TAR)) {
            return shard(directory, file, problems);
        }
        if (file.file().endsWith(".idx")) {
            index(directory, file.file(), problems);
        } else if (file.file().startsWith(EnergonFiles.FOLDER) || file.file().equals(HubFeatures.FILE)) {
            beside(directory, file.file(), problems);
        }
        return new Contents(0, 0);
    }

    private Contents shard(ShardDirectory directory, ShardInfo file, Consumer<String> problems) throws IOException {
        try (ShardReader reader = read(directory, file.file())) {
            return RowChecks.readAll(reader, file.split(), problems);
        }
    }

    private static void index(ShardDirectory directory, String file, Consumer<String> problems) throws IOException {
        boolean energon = file.endsWith(TAR + ".idx");
        String stem = file.substring(0, file.length() - ".idx".length());
        ShardIndex expected;
        try {
            expected = scan(directory, energon ? stem : stem + TAR);
        } catch (IOException damaged) {
            // That is the shard's own problem, told under its name.
            return;
        }
        if (!CommittedFile.holds(directory, file, energon ? expected.energon() : expected.dali())) {
            problems.accept("it does not say where the shard's samples are");
        }
    }

    private void beside(ShardDirectory directory, String file, Consumer<String> problems) throws IOException {
        List<ShardInfo> shards =
                EnergonFiles.shards(ExportManifestJson.read(directory).shards());
        if (file.equals(EnergonDatabase.FILE)) {
            EnergonDatabase.check(directory, shards, problems);
            return;
        }
        byte[] expected = beside(directory, shards).get(file);
        if (expected == null || !CommittedFile.holds(directory, file, expected)) {
            problems.accept("it does not say what the shards are");
        }
    }

    private static ShardIndex scan(ShardDirectory directory, String shard) throws IOException {
        ShardIndex index = new ShardIndex();
        try (TarScan tar = new TarScan(directory, shard)) {
            for (Optional<TarScan.Entry> entry = tar.next(); entry.isPresent(); entry = tar.next()) {
                index.add(entry.get());
            }
            index.end(tar.end());
        }
        return index;
    }
}
