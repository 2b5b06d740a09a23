package dev.scrim.jobs.review.index;

import dev.scrim.datasets.model.Category;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One trajectory's part of a list of frames, in bytes: small and quickly read, since a build has a hundred thousand frames
 * and whoever opens it waits.
 *
 * @param id the trajectory's name in exports
 * @param name {@code recording/ordinal}
 * @param startUs of its first frame or step
 * @param endUs of its last
 * @param file name of the sealed file with all of it
 * @param frames in order of time; {@link IndexedFrame#trajectory} is not said
 */
public record IndexBlock(String id, String name, long startUs, long endUs, String file, List<IndexedFrame> frames) {
    private static final int ID_BYTES = 16;
    private static final int CATEGORIES = Category.values().length;

    public IndexBlock {
        frames = List.copyOf(frames);
    }

    byte[] toBytes() {
        Map<String, Integer> apps = new LinkedHashMap<>();
        frames.forEach(f -> apps.putIfAbsent(f.app(), apps.size()));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeUTF(id);
            out.writeUTF(name);
            out.writeLong(startUs);
            out.writeLong(endUs);
            out.writeUTF(file);
            out.writeInt(apps.size());
            for (String app : apps.keySet()) {
                out.writeUTF(app);
            }
            out.writeInt(frames.size());
            for (IndexedFrame f : frames) {
                frame(out, f, apps.getOrDefault(f.app(), 0));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write in memory", e);
        }
        return bytes.toByteArray();
    }

    private static void frame(DataOutputStream out, IndexedFrame f, int app) throws IOException {
        out.write(HexFormat.of().parseHex(f.id()));
        out.writeLong(f.tUs());
        out.writeInt(f.widthPx());
        out.writeInt(f.heightPx());
        out.writeInt(app);
        out.writeByte(f.rating());
        out.writeInt(f.steps());
        out.writeInt(f.risk());
        for (int n : f.masks()) {
            out.writeShort(Math.min(n, Short.MAX_VALUE));
        }
    }

    static IndexBlock of(byte[] bytes, int trajectory) throws IOException {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            String id = in.readUTF();
            String name = in.readUTF();
            long startUs = in.readLong();
            long endUs = in.readLong();
            String file = in.readUTF();
            List<String> apps = new ArrayList<>();
            int count = in.readInt();
            for (int i = 0; i < count; i++) {
                apps.add(in.readUTF());
            }
            int frames = in.readInt();
            List<IndexedFrame> out = new ArrayList<>();
            for (int i = 0; i < frames; i++) {
                out.add(frame(in, trajectory, i, apps));
            }
            return new IndexBlock(id, name, startUs, endUs, file, out);
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new IOException("Cannot read a list of frames", e);
        }
    }

    private static IndexedFrame frame(DataInputStream in, int trajectory, int place, List<String> apps)
            throws IOException {
        byte[] id = new byte[ID_BYTES];
        in.readFully(id);
        long tUs = in.readLong();
        int width = in.readInt();
        int height = in.readInt();
        String app = apps.get(in.readInt());
        int rating = in.readByte();
        int steps = in.readInt();
        int risk = in.readInt();
        List<Integer> masks = new ArrayList<>(CATEGORIES);
        for (int i = 0; i < CATEGORIES; i++) {
            masks.add((int) in.readShort());
        }
        return new IndexedFrame(
                HexFormat.of().formatHex(id), trajectory, place, tUs, width, height, app, rating, masks, steps, risk);
    }
}
