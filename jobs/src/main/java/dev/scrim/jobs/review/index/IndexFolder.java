package dev.scrim.jobs.review.index;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.scrim.datasets.check.UserError;
import dev.scrim.datasets.store.AtomicFile;
import dev.scrim.datasets.store.Digests;
import dev.scrim.jobs.stage.MediaFolder;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The folder {@code review} of a build. Each person has a sealed list of frames and a sealed file for each trajectory,
 * under that person's key: destroying the key makes them noise, and the list is then left out. {@code index.json} comes
 * last and says, without content, what there is.
 */
public final class IndexFolder {
    /** Name of the folder in a build's. */
    public static final String NAME = "review";

    private static final String INDEX = "index.json";
    private static final String FORMAT = "scrim-review-index/1";
    private static final String LIST = "frames";
    private static final String END = "";
    private static final int LONGEST_BLOCK = 64 << 20;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path folder;
    private final MediaFolder media;
    private final String build;

    /**
     * Of one build.
     *
     * @param folder {@code builds/ID/review}
     * @param media its sealed files
     */
    public IndexFolder(Path folder, MediaFolder media, String build) {
        this.folder = folder;
        this.media = media;
        this.build = build;
    }

    /** Digest of what the index was made from, as it was written down; empty when there is none. */
    public Optional<String> madeFrom() throws IOException {
        return Files.exists(folder.resolve(INDEX))
                ? Optional.of(json().path("from").asText())
                : Optional.empty();
    }

    private JsonNode json() throws IOException {
        return JSON.readTree(Files.readAllBytes(folder.resolve(INDEX)));
    }

    /** One person's list while it is written: the recordings, then their trajectories in order. */
    public final class ListWriter implements AutoCloseable {
        private final DataOutputStream out;
        private final String subject;
        private final Totals totals;

        private ListWriter(String subject, List<String> names, List<String> views, Totals totals) throws IOException {
            this.subject = subject;
            this.totals = totals;
            OutputStream sealed = media.create(subject, LIST);
            this.out = new DataOutputStream(new BufferedOutputStream(sealed, 1 << 16));
            out.writeInt(names.size());
            for (int i = 0; i < names.size(); i++) {
                out.writeUTF(names.get(i));
                bytes(views.get(i).getBytes(StandardCharsets.UTF_8));
            }
        }

        /** Adds a trajectory. */
        public void add(IndexBlock block) throws IOException {
            out.writeUTF(block.id());
            bytes(block.toBytes());
            totals.count(subject, block.frames().size());
        }

        private void bytes(byte[] bytes) throws IOException {
            out.writeInt(bytes.length);
            out.write(bytes);
        }

        @Override
        public void close() throws IOException {
            out.writeUTF(END);
            out.close();
        }
    }

    /** What was written, for {@code index.json}. */
    public static final class Totals {
        private final Map<String, Integer> frames = new LinkedHashMap<>();
        private int trajectories;

        private void count(String subject, int more) {
            frames.merge(subject, more, Integer::sum);
            trajectories++;
        }

        /** How many frames people may be asked about. */
        public int frames() {
            return frames.values().stream().mapToInt(Integer::intValue).sum();
        }
    }

    /**
     * Begins a person's list.
     *
     * @param names ids of the person's recordings, in order
     * @param views JSON of each
     */
    public ListWriter list(String subject, List<String> names, List<String> views, Totals totals) throws IOException {
        return new ListWriter(subject, names, views, totals);
    }

    /**
     * Ends the writing; from here on there is an index.
     *
     * @param from digest of what it was made from
     * @param idleGapUs trajectories of a recording that are at least this far apart are independent
     */
    public void finish(Totals totals, String from, long idleGapUs) {
        ObjectNode out = JSON.createObjectNode();
        out.put("format", FORMAT);
        out.put("build", build);
        out.put("from", from);
        out.put("idle_gap_us", idleGapUs);
        out.put("trajectories", totals.trajectories);
        out.put("frames", totals.frames());
        ObjectNode subjects = out.putObject("subjects");
        totals.frames.forEach(subjects::put);
        AtomicFile.write(folder.resolve(INDEX), out.toPrettyString().getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Opens it. People whose key was destroyed are left out.
     *
     * @throws UserError when there is none, or it is another build's
     */
    public ReviewIndex read() throws IOException {
        if (!Files.exists(folder.resolve(INDEX))) {
            throw new UserError(
                    "Cannot review build " + build + ": it has no review index",
                    "run scrim build again; finished stages are not repeated");
        }
        JsonNode index = json();
        if (!index.path("format").asText().equals(FORMAT)
                || !index.path("build").asText().equals(build)) {
            throw new UserError(
                    "Cannot review build " + build + ": its review index is another's",
                    "remove its folder named review and run scrim build again");
        }
        Reading reading = new Reading(index.path("idle_gap_us").asLong());
        for (Map.Entry<String, JsonNode> subject : index.path("subjects").properties()) {
            reading.subject(subject.getKey());
        }
        String digest = Digests.fields(FORMAT)
                .add(build)
                .add(index.path("from").asText())
                .hex();
        return new ReviewIndex(build, digest, reading.views, reading.trajectories, reading.frames);
    }

    /** All of a trajectory but its pictures. */
    public TrajectoryFile trajectory(IndexedTrajectory trajectory) throws IOException {
        try (java.io.InputStream in = Channels.newInputStream(media.open(trajectory.subject(), trajectory.file()))) {
            return TrajectoryFile.read(in.readAllBytes());
        }
    }

    /** Lists one behind the other. */
    private final class Reading {
        private final long idleGapUs;
        private final List<String> views = new ArrayList<>();
        private final List<IndexedTrajectory> trajectories = new ArrayList<>();
        private final List<IndexedFrame> frames = new ArrayList<>();
        private int segment = -1;

        Reading(long idleGapUs) {
            this.idleGapUs = idleGapUs;
        }

        void subject(String subject) throws IOException {
            if (!media.opens(subject)) {
                return; // Erased: nobody can see these frames any more.
            }
            try (DataInputStream in = new DataInputStream(
                    new BufferedInputStream(Channels.newInputStream(media.open(subject, LIST)), 1 << 16))) {
                Map<String, Integer> recordings = new LinkedHashMap<>();
                int count = in.readInt();
                for (int i = 0; i < count; i++) {
                    recordings.put(in.readUTF(), views.size());
                    views.add(new String(bytes(in), StandardCharsets.UTF_8));
                }
                String last = "";
                long endUs = 0;
                for (String id = in.readUTF(); !id.equals(END); id = in.readUTF()) {
                    IndexBlock block = IndexBlock.of(bytes(in), trajectories.size());
                    String recording = block.name().substring(0, block.name().lastIndexOf('/'));
                    boolean together = recording.equals(last) && block.startUs() - endUs < idleGapUs;
                    segment += together ? 0 : 1;
                    endUs = together ? Math.max(endUs, block.endUs()) : block.endUs();
                    last = recording;
                    trajectories.add(new IndexedTrajectory(
                            subject,
                            block.id(),
                            block.name(),
                            recordings.getOrDefault(recording, 0),
                            segment,
                            block.file(),
                            frames.size(),
                            block.frames().size()));
                    frames.addAll(block.frames());
                }
            }
        }

        private byte[] bytes(DataInputStream in) throws IOException {
            int length = in.readInt();
            if (length < 0 || length > LONGEST_BLOCK) {
                throw new IOException("Cannot read a list of frames: it is damaged");
            }
            byte[] out = new byte[length];
            in.readFully(out);
            return out;
        }
    }
}
