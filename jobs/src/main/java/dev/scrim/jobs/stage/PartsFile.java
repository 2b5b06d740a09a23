package dev.scrim.jobs.stage;

import dev.scrim.datasets.vault.KeyId;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.util.Map;
import java.util.TreeMap;

/** A stage's own list of the recordings in it: what each was made from, and the digest of its rows. Sealed. */
final class PartsFile {
    private static final String NAME = "parts";
    private static final int VERSION = 1;

    private PartsFile() {}

    /**
     * One recording's part of the stage.
     *
     * @param key as {@link RecordingKeys} gives it
     * @param rows digest of its rows in all tables
     */
    record Part(String key, String rows) {}

    static void write(MediaFolder media, Map<String, Part> parts) throws IOException {
        try (DataOutputStream out = new DataOutputStream(new BufferedOutputStream(media.create(KeyId.BUILD, NAME)))) {
            out.writeInt(VERSION);
            out.writeInt(parts.size());
            for (Map.Entry<String, Part> e : new TreeMap<>(parts).entrySet()) {
                out.writeUTF(e.getKey());
                out.writeUTF(e.getValue().key());
                out.writeUTF(e.getValue().rows());
            }
        }
    }

    /** Parts by recording; none where the file is of another version. */
    static Map<String, Part> read(MediaFolder media) throws IOException {
        try (DataInputStream in =
                new DataInputStream(new BufferedInputStream(Channels.newInputStream(media.open(KeyId.BUILD, NAME))))) {
            Map<String, Part> out = new TreeMap<>();
            if (in.readInt() == VERSION) {
                for (int left = in.readInt(); left > 0; left--) {
                    out.put(in.readUTF(), new Part(in.readUTF(), in.readUTF()));
                }
            }
            return out;
        }
    }
}
