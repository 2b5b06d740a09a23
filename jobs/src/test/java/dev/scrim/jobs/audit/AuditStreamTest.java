package dev.scrim.jobs.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scrim.datasets.check.UserError;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditStreamTest {
    @TempDir
    private Path workspace;

    @TempDir
    private Path elsewhere;

    @Test
    void entriesOfManyThreadsAreAllThereOnceAndTheirHeadsAreAnchored() throws Exception {
        AuditLog log = new AuditLog(workspace, Optional.of(elsewhere.resolve("anchors.jsonl")), Clock.systemUTC());
        log.append("ann", "before", "b", "", "");
        AuditStream stream = log.stream();
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int t = 0; t < 8; t++) {
                String who = "t" + t;
                all.add(threads.submit(() -> {
                    for (int i = 0; i < 20; i++) {
                        stream.append(who, "review.view", "b", "frame " + i, "");
                    }
                }));
            }
            for (Future<?> one : all) {
                one.get();
            }
        } finally {
            threads.shutdown();
        }
        log.append("ann", "after", "b", "", "");
        stream.append("bea", "review.view", "b", "last", "");
        List<AuditEntry> entries = log.entries();
        assertThat(entries).hasSize(163);
        assertThat(entries.stream()
                        .map(e -> e.who() + e.what() + e.object())
                        .distinct()
                        .count())
                .isEqualTo(163);
        assertThat(log.anchored()).isPositive();
        // Cut off behind an anchored line, it shows.
        List<String> lines = Files.readAllLines(workspace.resolve("audit.jsonl"));
        Files.write(workspace.resolve("audit.jsonl"), lines.subList(0, 100));
        assertThatThrownBy(log::entries).isInstanceOf(UserError.class);
        assertThatThrownBy(() -> stream.append("bea", "review.view", "b", "x", ""))
                .isInstanceOf(UserError.class);
    }
}
