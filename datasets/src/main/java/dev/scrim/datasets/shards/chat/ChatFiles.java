package dev.scrim.datasets.shards.chat;

import dev.scrim.datasets.shards.ShardDirectory;
import java.io.IOException;
import java.nio.file.NoSuchFileException;

/** Where the parts of an export lie. */
final class ChatFiles {
    static final String DATA = "data/";
    static final String STEPS = "steps/";
    static final String IMAGES = "images/";
    static final String LINES = ".jsonl";
    /** How many steps became what, and in which words. */
    static final String SUMMARY = "conversations.json";
    /** LLaMA-Factory's register of data sets. */
    static final String DATASET_INFO = "dataset_info.json";

    private ChatFiles() {}

    static String data(String stem) {
        return DATA + stem + LINES;
    }

    static String steps(String stem) {
        return STEPS + stem + LINES;
    }

    /** The steps that a file of conversations was made from. */
    static String stepsOf(String data) {
        return STEPS + data.substring(DATA.length());
    }

    static boolean exists(ShardDirectory directory, String path) throws IOException {
        try {
            directory.open(path).close();
            return true;
        } catch (NoSuchFileException e) {
            return false;
        }
    }
}
