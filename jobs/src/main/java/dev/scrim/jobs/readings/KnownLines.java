package dev.scrim.jobs.readings;

import dev.scrim.datasets.model.Box;
import dev.scrim.datasets.model.TextLine;
import dev.scrim.datasets.model.Word;
import dev.scrim.featurizers.reading.InkKey;
import dev.scrim.featurizers.reading.KnownReadings.Known;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The bytes of a file of known readings: {@code scrim.known/1}, a count, then that many keys with their lines. */
final class KnownLines {
    private static final String FORMAT = "scrim.known/1";
    /** No honest file has more of anything in it; keeps a damaged count from asking for all memory. */
    private static final int MOST = 1 << 20;

    private KnownLines() {}

    static void write(Map<InkKey, Known> lines, DataOutput out) throws IOException {
        text(FORMAT, out);
        out.writeInt(lines.size());
        for (Map.Entry<InkKey, Known> e : lines.entrySet()) {
            key(e.getKey(), out);
            InkKey plain = e.getValue().plain();
            out.writeBoolean(plain != null);
            if (plain != null) {
                key(plain, out);
            }
            line(e.getValue().line(), out);
        }
    }

    /** What {@link #write} wrote; anything else is an {@link IOException}. */
    static Map<InkKey, Known> read(DataInput in) throws IOException {
        if (!text(in).equals(FORMAT)) {
            throw new IOException("Cannot use a file of known readings: it is not " + FORMAT);
        }
        Map<InkKey, Known> lines = new LinkedHashMap<>();
        int count = count(in);
        for (int i = 0; i < count; i++) {
            InkKey ink = key(in);
            @Nullable InkKey plain = in.readBoolean() ? key(in) : null;
            lines.put(ink, new Known(plain, line(in)));
        }
        return lines;
    }

    private static void line(TextLine line, DataOutput out) throws IOException {
        text(line.id(), out);
        text(line.text(), out);
        out.writeFloat(line.confidence());
        out.writeInt(line.widthPx());
        out.writeInt(line.heightPx());
        out.writeInt(line.words().size());
        for (Word word : line.words()) {
            text(word.text(), out);
            out.writeInt(word.box().x());
            out.writeInt(word.box().y());
            out.writeInt(word.box().w());
            out.writeInt(word.box().h());
            out.writeFloat(word.confidence());
        }
    }

    private static TextLine line(DataInput in) throws IOException {
        String id = text(in);
        String text = text(in);
        float confidence = in.readFloat();
        int widthPx = in.readInt();
        int heightPx = in.readInt();
        int count = count(in);
        List<Word> words = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String word = text(in);
            Box box = new Box(in.readInt(), in.readInt(), in.readInt(), in.readInt());
            words.add(new Word(word, box, in.readFloat()));
        }
        return new TextLine(id, text, words, confidence, widthPx, heightPx);
    }

    private static void key(InkKey key, DataOutput out) throws IOException {
        out.writeLong(key.a());
        out.writeLong(key.b());
        out.writeLong(key.c());
        out.writeLong(key.d());
    }

    private static InkKey key(DataInput in) throws IOException {
        return new InkKey(in.readLong(), in.readLong(), in.readLong(), in.readLong());
    }

    private static void text(String text, DataOutput out) throws IOException {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(utf8.length);
        out.write(utf8);
    }

    private static String text(DataInput in) throws IOException {
        byte[] utf8 = new byte[count(in)];
        in.readFully(utf8);
        return new String(utf8, StandardCharsets.UTF_8);
    }

    private static int count(DataInput in) throws IOException {
        int count = in.readInt();
        if (count < 0 || count > MOST) {
            throw new IOException("Cannot use a file of known readings: it counts " + count);
        }
        return count;
    }
}
