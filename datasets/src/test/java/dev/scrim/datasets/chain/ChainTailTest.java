package dev.scrim.datasets.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scrim.datasets.check.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChainTailTest {
    private static final ChainForm FORM = new ChainForm("test/1", "list of things", List.of("who", "what"));

    @TempDir
    private Path folder;

    private ChainedFile chain;
    private ChainTail tail;

    @BeforeEach
    void twoLines() {
        chain = new ChainedFile(folder.resolve("things.jsonl"), FORM);
        chain.append(List.of("ann", "first"));
        tail = chain.tail();
        tail.append(List.of(List.of("bob", "second")));
    }

    @Test
    void whatItAppendsIsTheSameChain() {
        ChainHead head = tail.append(List.of(List.of("ann", "third"), List.of("", "line\nbreak")));
        assertThat(chain.lines()).hasSize(4);
        assertThat(chain.head()).isEqualTo(head);
        assertThat(chain.lines().get(3).values()).containsExactly("", "line\nbreak");
    }

    @Test
    void whatOthersAddInBetweenIsFollowed() {
        chain.append(List.of("cal", "from elsewhere"));
        ChainTail other = chain.tail();
        other.append(List.of(List.of("dan", "from another tail")));
        tail.append(List.of(List.of("bob", "after both")));
        assertThat(chain.lines()).extracting(l -> l.values().get(0)).containsExactly("ann", "bob", "cal", "dan", "bob");
    }

    @Test
    void aFileThatWasCutOffOrChangedAtItsEndIsRefused() throws IOException {
        byte[] whole = Files.readAllBytes(chain.file());
        Files.write(chain.file(), java.util.Arrays.copyOf(whole, whole.length / 2));
        assertThatThrownBy(() -> tail.append(List.of(List.of("bob", "x")))).isInstanceOf(UserError.class);
        Files.write(chain.file(), whole);
        Files.writeString(
                chain.file(),
                "{\"seq\":3,\"who\":\"eve\",\"what\":\"forged\",\"prev\":\"x\",\"hash\":\"y\"}\n",
                java.nio.file.StandardOpenOption.APPEND);
        assertThatThrownBy(() -> tail.append(List.of(List.of("bob", "x")))).isInstanceOf(UserError.class);
        assertThatThrownBy(() -> chain.tail().append(List.of(List.of("bob", "x"))))
                .isInstanceOf(UserError.class);
    }

    @Test
    void threadsAndFilesAppendAtOnceAndTheChainIsWhole() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<?>> all = new ArrayList<>();
            ChainTail second = chain.tail();
            for (int t = 0; t < 4; t++) {
                ChainTail mine = t % 2 == 0 ? tail : second;
                String name = "t" + t;
                all.add(threads.submit(() -> {
                    for (int i = 0; i < 25; i++) {
                        mine.append(List.of(List.of(name, "line " + i)));
                    }
                }));
            }
            for (Future<?> one : all) {
                one.get();
            }
        } finally {
            threads.shutdown();
        }
        assertThat(chain.lines()).hasSize(102);
    }
}
