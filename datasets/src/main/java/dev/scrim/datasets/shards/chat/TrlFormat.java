package dev.scrim.datasets.shards.chat;

/**
 * For TRL: {@code messages} of typed parts beside {@code images}, paths from the export's folder that are to be cast to
 * {@code List(Image())}. Windows of five observations, steps before them in words.
 */
public final class TrlFormat extends ChatFormat {
    public TrlFormat() {
        super("chat-trl", "Chat JSON lines and pictures, as TRL reads them", new TypedMessages());
    }
}
