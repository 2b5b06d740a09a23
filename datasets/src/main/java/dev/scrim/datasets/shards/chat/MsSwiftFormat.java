package dev.scrim.datasets.shards.chat;

/**
 * For ms-swift, run in the export's folder. UI-TARS' words with places in {@code objects}, which swift scales for each
 * model; a tool's words as {@code tool_call} and {@code tools}. Windows of five observations, steps before in words.
 */
public final class MsSwiftFormat extends ChatFormat {
    public MsSwiftFormat() {
        super("chat-ms-swift", "Chat JSON lines and pictures, as ms-swift reads them", new SwiftMessages());
    }
}
