package dev.scrim.datasets.shards.chat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Cuts one trajectory after the other into conversations; holds the text of one conversation. A step without words
 * ends a conversation, and the next one says that something is missing before it: no other action ever stands in.
 * A step without a picture is no turn, since nobody could know where to click: the next turn tells of it, or where a
 * dialect has no place for that, it ends the conversation too.
 */
final class Conversations {
    /** Steps of earlier windows that a window repeats in words: enough for context, and lines stay short. */
    private static final int REPEATED = 20;

    private final int window;
    private final boolean tells;
    private final Consumer<Conversation> sink;

    private String trajectory = "";
    private Optional<String> task = Optional.empty();
    private int part;
    private final List<Turn> turns = new ArrayList<>();
    private final List<String> told = new ArrayList<>();
    private final Deque<String> before = new ArrayDeque<>();
    private long earlier;
    private boolean afterGap;

    /**
     * @param window turns of a conversation at most, a last look not counted
     * @param tells whether the dialect can tell of steps without pictures
     */
    Conversations(int window, boolean tells, Consumer<Conversation> sink) {
        this.window = window;
        this.tells = tells;
        this.sink = sink;
    }

    /** Begins a trajectory; the one before must be at its end. */
    void begin(String id, Optional<String> what) {
        trajectory = id;
        task = what;
        part = 0;
        forget();
        afterGap = false;
    }

    /** Takes the trajectory's next step. */
    void step(Optional<String> image, Optional<Turn.Deed> deed) {
        if (deed.isEmpty() || (image.isEmpty() && !tells)) {
            flush();
            forget();
            afterGap = true;
        } else if (image.isEmpty()) {
            told.add(deed.get().text());
        } else {
            if (turns.size() == window) {
                flush();
            }
            turns.add(new Turn(image.get(), told, deed));
            told.clear();
        }
    }

    /** Ends the trajectory, with a last look at the screen where there is one. */
    void end(Optional<String> image) {
        if (image.isPresent() && !turns.isEmpty()) {
            turns.add(new Turn(image.get(), told, Optional.empty()));
        }
        flush();
        forget();
    }

    private void flush() {
        if (turns.isEmpty()) {
            return;
        }
        String id = trajectory + String.format(Locale.ROOT, "-%03d", part++);
        sink.accept(new Conversation(id, task, earlier, List.copyOf(before), afterGap, turns));
        for (Turn turn : turns) {
            turn.told().forEach(this::repeat);
            turn.deed().ifPresent(d -> repeat(d.text()));
        }
        turns.clear();
    }

    private void repeat(String words) {
        earlier++;
        before.addLast(words);
        if (before.size() > REPEATED) {
            before.removeFirst();
        }
    }

    private void forget() {
        told.clear();
        before.clear();
        earlier = 0;
    }
}
