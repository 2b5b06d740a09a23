package dev.scrim.datasets.media;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/** H.264 network units: from the encoder's stream of start codes (ITU-T H.264 annex B) to the lengths that MP4 wants. */
final class H264Units {
    private static final int SEQUENCE_PARAMETERS = 7;
    private static final int PICTURE_PARAMETERS = 8;
    private static final int DELIMITER = 9;
    private static final int TYPE_MASK = 0x1F;

    private H264Units() {}

    /** The units of {@code stream}, without start codes. */
    static List<byte[]> split(byte[] stream) {
        List<byte[]> units = new ArrayList<>();
        int start = -1;
        for (int i = 0; i + 3 <= stream.length; ) {
            if (stream[i] == 0 && stream[i + 1] == 0 && stream[i + 2] == 1) {
                add(units, stream, start, i);
                start = i + 3;
                i = start;
            } else {
                i++;
            }
        }
        add(units, stream, start, stream.length);
        return units;
    }

    private static void add(List<byte[]> units, byte[] stream, int start, int end) {
        int last = end;
        // A start code may have a further zero in front of it; a unit itself never ends in one.
        while (start >= 0 && last > start && stream[last - 1] == 0) {
            last--;
        }
        if (start >= 0 && last > start) {
            units.add(java.util.Arrays.copyOfRange(stream, start, last));
        }
    }

    /** A frame for MP4: lengths in front, and no parameters, which stand once in the file's index. */
    static byte[] sample(byte[] stream) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(stream.length + 8);
        for (byte[] unit : split(stream)) {
            int type = unit[0] & TYPE_MASK;
            if (type != SEQUENCE_PARAMETERS && type != PICTURE_PARAMETERS && type != DELIMITER) {
                length(out, unit.length, 4);
                out.writeBytes(unit);
            }
        }
        return out.toByteArray();
    }

    /** Sequence and picture parameters of {@code stream}, each after the other; empty where it has none. */
    static List<byte[]> parameters(byte[] stream) {
        return split(stream).stream()
                .filter(u -> (u[0] & TYPE_MASK) == SEQUENCE_PARAMETERS || (u[0] & TYPE_MASK) == PICTURE_PARAMETERS)
                .toList();
    }

    /** The decoder's configuration record (ISO/IEC 14496-15, section 5.3.3) from one parameter set of each kind. */
    static byte[] configuration(List<byte[]> parameters) {
        List<byte[]> sequence = parameters.stream()
                .filter(u -> (u[0] & TYPE_MASK) == SEQUENCE_PARAMETERS)
                .toList();
        List<byte[]> picture = parameters.stream()
                .filter(u -> (u[0] & TYPE_MASK) == PICTURE_PARAMETERS)
                .toList();
        if (sequence.size() != 1 || picture.isEmpty() || sequence.get(0).length < 4) {
            throw new IllegalStateException("Cannot describe a video: the encoder gave " + sequence.size() + " and "
                    + picture.size() + " parameter sets");
        }
        byte[] profile = sequence.get(0);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {1, profile[1], profile[2], profile[3], (byte) 0xFF, (byte) 0xE1});
        length(out, profile.length, 2);
        out.writeBytes(profile);
        out.write(picture.size());
        for (byte[] set : picture) {
            length(out, set.length, 2);
            out.writeBytes(set);
        }
        return out.toByteArray();
    }

    private static void length(ByteArrayOutputStream out, int length, int bytes) {
        for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8) {
            out.write(length >> shift);
        }
    }
}
