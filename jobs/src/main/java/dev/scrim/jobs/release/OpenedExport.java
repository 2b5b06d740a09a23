package dev.scrim.jobs.release;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.scrim.datasets.release.BuildRecord;
import dev.scrim.datasets.release.ReleaseFacts;
import dev.scrim.datasets.release.ReleaseSignature;
import dev.scrim.datasets.release.SignedBy;
import dev.scrim.datasets.release.SignerRole;
import dev.scrim.datasets.shards.ExportManifest;
import dev.scrim.datasets.shards.ExportManifestJson;
import dev.scrim.datasets.shards.LocalShardDirectory;
import dev.scrim.datasets.shards.ShardDirectory;
import dev.scrim.datasets.shards.ShardFormats;
import dev.scrim.datasets.shards.ShardVerifier;
import dev.scrim.datasets.shards.SplitSealedFiles;
import dev.scrim.datasets.store.AtomicFile;
import dev.scrim.datasets.store.Manifest;
import dev.scrim.datasets.store.StoredFile;
import dev.scrim.datasets.vault.LocalKeyring;
import dev.scrim.datasets.vault.SplitSeal;
import dev.scrim.jobs.export.PrivacyManifest;
import dev.scrim.jobs.stage.StageNames;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.hadoop.fs.FileUtil;

/** A sealed export as it is opened: first beside the target, checked to the last byte, then under its name. */
final class OpenedExport {
    private static final String CERTIFICATE = "scrim-release/1";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ReleaseDesk desk;
    private final LocalKeyring keys;
    private final ReleaseFacts facts;
    private final Map<SignerRole, Map<String, byte[]>> shares;
    private final String subject;
    private final String consumer;

    OpenedExport(
            ReleaseDesk desk,
            LocalKeyring keys,
            ReleaseFacts facts,
            Map<SignerRole, Map<String, byte[]>> shares,
            String subject,
            String consumer) {
        this.desk = desk;
        this.keys = keys;
        this.facts = facts;
        this.shares = shares;
        this.subject = subject;
        this.consumer = consumer;
    }

    /** @throws IOException when anything is not what the manifests say; then nothing is left behind */
    void writeTo(Path target) throws IOException {
        Path parent = Objects.requireNonNull(target.getParent());
        Files.createDirectories(parent);
        Path part = Files.createTempDirectory(
                parent,
                "." + target.getFileName() + "-",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        try {
            open(part);
            check(part);
            papers(part);
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            FileUtil.fullyDelete(part.toFile());
        }
    }

    private Manifest exported() {
        return desk.export().committed(StageNames.EXPORT).orElseThrow();
    }

    private void open(Path part) throws IOException {
        Path export = Path.of(desk.export().stage(StageNames.EXPORT).toUri());
        for (StoredFile file : exported().files()) {
            int slash = file.path().indexOf('/');
            String format = file.path().substring(0, Math.max(0, slash));
            String name = file.path().substring(slash + 1);
            try (InputStream sealed = Files.newInputStream(export.resolve(file.path()));
                    InputStream in = SplitSeal.open(
                            sealed,
                            share(SignerRole.PRIVACY_OFFICER, file.path()),
                            share(SignerRole.DATA_OWNER, file.path()),
                            SplitSealedFiles.place(desk.id(), StageNames.EXPORT, format, name));
                    ShardDirectory.Output out = new LocalShardDirectory(part.resolve(format)).create(name)) {
                in.transferTo(out);
                out.commit();
            }
        }
    }

    private byte[] share(SignerRole role, String file) throws IOException {
        byte[] share = Objects.requireNonNull(shares.get(role)).get(file);
        if (share == null) {
            throw new IOException("Cannot open a file that a signer gave no share of");
        }
        return share;
    }

    /** Every file is read, hashed and counted; together they are the content that the stage's manifest pins. */
    private void check(Path part) throws IOException {
        BuildRecord record = facts.record().orElseThrow();
        TreeMap<String, String> content = new TreeMap<>();
        for (String format : record.formats()) {
            ShardDirectory directory = new LocalShardDirectory(part.resolve(format));
            ExportManifest manifest = ExportManifestJson.read(directory);
            String upstream = Objects.requireNonNull(record.stages().get(StageNames.VERIFIED))
                    .digest();
            if (!manifest.format().equals(format)
                    || !manifest.buildId().equals(desk.id())
                    || manifest.evaluation()
                    || !manifest.upstreamDigest().equals(upstream)
                    || !new ShardVerifier(ShardFormats.load()).verify(directory).isGood()) {
                throw new IOException("Cannot release an export that is not what its manifest says");
            }
            manifest.shards().forEach(f -> content.put(format + "/" + f.file(), f.sha256()));
        }
        StringBuilder all = new StringBuilder();
        content.forEach(
                (file, hash) -> all.append(file).append(' ').append(hash).append('\n'));
        if (!keys.hmac("content", all.toString()).equals(exported().facts().contentDigest())) {
            throw new IOException("Cannot release an export whose files are not those of its stage");
        }
    }

    private void papers(Path part) throws IOException {
        ReleaseFolder from = desk.folder();
        for (Path file : new Path[] {from.record(), from.review(), from.reviewPage()}) {
            AtomicFile.write(part.resolve(file.getFileName()), Files.readAllBytes(file));
        }
        ObjectNode certificate = JSON.createObjectNode();
        certificate.put("format", CERTIFICATE);
        certificate.put("build", desk.id());
        certificate.put("subject", subject);
        certificate.put("consumer", consumer);
        certificate.put("at", desk.now().toString());
        ArrayNode signatures = certificate.putArray("signatures");
        for (SignedBy by : facts.signatures()) {
            ReleaseSignature s = by.signature();
            AtomicFile.write(part.resolve(s.role().label() + ".signature.json"), s.bytes());
            signatures.add(s.toJson());
        }
        AtomicFile.write(part.resolve("certificate.json"), text(certificate));
        String format = facts.record().orElseThrow().formats().get(0);
        Path sealed = part.resolve(format).resolve(PrivacyManifest.FILE);
        ObjectNode privacy = (ObjectNode) JSON.readTree(Files.readAllBytes(sealed));
        privacy.put("state", "RELEASED");
        privacy.set("signatures", signatures);
        AtomicFile.write(part.resolve(PrivacyManifest.FILE), text(privacy));
    }

    private static byte[] text(ObjectNode node) {
        return (node.toPrettyString().replace("\r\n", "\n") + "\n").getBytes(StandardCharsets.UTF_8);
    }
}
