package dev.scrim.jobs.cli;

import dev.scrim.datasets.shards.LocalShardDirectory;
import dev.scrim.datasets.shards.ShardFormats;
import dev.scrim.datasets.shards.ShardVerifier;
import dev.scrim.datasets.shards.VerifyReport;
import dev.scrim.jobs.audit.SystemUser;
import dev.scrim.jobs.halt.HaltOrders;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code scrim verify-shards}. */
@Command(
        name = "verify-shards",
        mixinStandardHelpOptions = true,
        description = "Hash, read and count every file of a readable export again, against its manifest.",
        footer = {
            "",
            "Examples:",
            "  scrim verify-shards demo-out/08-export/hf-parquet",
            "  scrim verify-shards desk-work-1.0/hf-parquet --json"
        })
final class VerifyShardsCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FOLDER", description = "The export's folder, with its manifest.")
    private Path folder = Path.of(".");

    @Mixin
    private JsonOption json = new JsonOption();

    @Override
    public Integer call() throws IOException {
        HaltOrders.requireAround(folder, "read an export", "verify-shards", SystemUser.name(), Clock.systemUTC());
        ExportFolder.require(folder);
        VerifyReport report = new ShardVerifier(ShardFormats.load()).verify(new LocalShardDirectory(folder));
        if (json.asked()) {
            Map<String, Object> document = new LinkedHashMap<>();
            document.put("good", report.isGood());
            document.put("files", report.files());
            document.put("samples", report.samples());
            document.put("images", report.images());
            document.put("problems", report.problems());
            JsonDocument.print("verify-shards", document);
            return report.isGood() ? 0 : 1;
        }
        report.problems().forEach(System.out::println);
        System.out.println(report.files() + " files, " + report.samples() + " samples, " + report.images() + " images: "
                + (report.isGood()
                        ? "all as the manifest says"
                        : report.problems().size() + " problems"));
        return report.isGood() ? 0 : 1;
    }
}
