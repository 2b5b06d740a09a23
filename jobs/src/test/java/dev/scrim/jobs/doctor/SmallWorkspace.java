package dev.scrim.jobs.doctor;

import dev.scrim.datasets.store.Digests;
import dev.scrim.jobs.stage.BuildOwner;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;

/** A workspace as a build leaves it, as far as the doctor looks: names, modes and first bytes. */
final class SmallWorkspace {
    static final Clock CLOCK = Clock.fixed(Instant.parse("2026-03-04T05:06:07Z"), ZoneOffset.UTC);
    static final String BUILD = "925a61f287f7bbe3";
    static final String PERSON = "subject=s2b362c36b31240f9bbbaed4851a5998a";

    final Path root;
    final Path build;

    SmallWorkspace(Path root) throws IOException {
        this.root = root;
        this.build = folder("builds/" + BUILD);
        Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwx------"));
        file("keyring.json", "{}");
        file("audit.jsonl", "{}\n");
        file("builds/" + BUILD + "/stages.json", "{}");
        file("builds/" + BUILD + "/.lock", "");
        BuildOwner.write(new org.apache.hadoop.fs.Path(build.toUri()), BUILD, "ada", CLOCK);
        stage("01-capture", "[]");
        sealedTable("01-capture/events/" + PERSON + "/kind=event/part-0.parquet");
        sealedStream("01-capture/media/" + PERSON + "/0a95bcbb757c72f5e13bc465748a1258");
        sealedStream("../../readings/" + PERSON + "/v1/4fb2f110-be7e-4d03-b263-b58d4074f6a4.lines");
    }

    Path folder(String below) throws IOException {
        Path folder = root.resolve(below).normalize();
        Files.createDirectories(folder);
        for (Path at = folder; at.startsWith(root) && !at.equals(root); at = at.getParent()) {
            Files.setPosixFilePermissions(at, PosixFilePermissions.fromString("rwx------"));
        }
        return folder;
    }

    Path file(String below, byte[] bytes) throws IOException {
        Path file = root.resolve(below).normalize();
        folder(root.relativize(file.getParent()).toString());
        Files.write(file, bytes);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        Files.setLastModifiedTime(file, FileTime.from(CLOCK.instant()));
        return file;
    }

    Path file(String below, String text) throws IOException {
        return file(below, text.getBytes(StandardCharsets.UTF_8));
    }

    /** @param files JSON of what its manifest lists */
    void stage(String name, String files) throws IOException {
        file(
                inBuild(name + "/manifest.json"),
                "{\"build\": \"" + BUILD + "\", \"stage\": \"" + name + "\", \"files\": " + files + "}");
    }

    Path sealedTable(String inBuild) throws IOException {
        return file(inBuild(inBuild), "PARE\u0001\u0002 sealed PARE");
    }

    Path sealedStream(String inBuild) throws IOException {
        byte[] bytes = new byte[80];
        bytes[0] = 40;
        return file(inBuild(inBuild), bytes);
    }

    static String inBuild(String below) {
        return "builds/" + BUILD + "/" + below;
    }

    /** An evaluation's export; {@code state} is what it says of itself. */
    void export(String state, boolean committed) throws IOException {
        String privacy = "{\"build_id\": \"" + BUILD + "\", \"state\": \"" + state + "\"}";
        file(inBuild("08-export/plain/privacy_manifest.json"), privacy);
        file(inBuild("08-export/plain/texts.jsonl"), "{\"text\": \"shown\"}\n");
        String sha = Digests.sha256(new ByteArrayInputStream(privacy.getBytes(StandardCharsets.UTF_8)));
        stage(
                "08-export",
                committed ? "[{\"path\": \"plain/privacy_manifest.json\", \"sha256\": \"" + sha + "\"}]" : "[]");
    }
}
