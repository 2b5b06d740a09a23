package dev.scrim.datasets.shards.chat;

import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** From a shard's steps in their order to its conversations: one way for writing and for checking. */
final class Telling {
    private final Conversations conversations;
    private @Nullable SaidStep last;

    Telling(Dialect dialect, Consumer<Conversation> sink) {
        this.conversations = new Conversations(dialect.window(), dialect.tells(), sink);
    }

    void accept(SaidStep step) {
        if (last == null || SaidStep.isLast(last.row(), step.row())) {
            finish();
            String id =
                    step.trajectory().or(() -> step.row().string("sample_id")).orElseThrow();
            conversations.begin(id, step.row().string("task"));
        }
        conversations.step(step.image(), step.deed());
        last = step;
    }

    /** Ends the trajectory that is open. */
    void finish() {
        if (last != null) {
            Optional<String> after = last.after();
            last = null;
            conversations.end(after);
        }
    }
}
