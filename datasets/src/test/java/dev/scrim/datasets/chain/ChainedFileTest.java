package dev.scrim.datasets.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scrim.datasets.check.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChainedFileTest {
    private static final ChainForm FORM = new ChainForm("test/1", "list of things", List.of("who", "what"));

    @TempDir
    private Path folder;

    private Path file;
    private ChainedFile chain;

    @BeforeEach
    void fourLines() {
        file = folder.resolve("things.jsonl");
        chain = new ChainedFile(file, FORM);
        chain.append(List.of("ann", "plain"));
        chain.append(before ->
                List.of(List.of("bob", "line\nbreak, \"quotes\" and \u00e9"), List.of("", "after " + before.size())));
        chain.append(List.of("ann", "half of a pair: \ud83d"));
    }

    @Test
    void linesComeBackChainedAndForTheOwnerOnly() throws IOException {
        List<ChainLine> lines = new ChainedFile(file, FORM).lines();

        assertThat(lines).extracting(ChainLine::seq).containsExactly(1L, 2L, 3L, 4L);
        assertThat(lines.get(1).values()).containsExactly("bob", "line\nbreak, \"quotes\" and \u00e9");
        assertThat(lines.get(2).values()).containsExactly("", "after 1");
        assertThat(lines.get(3).prev()).isEqualTo(lines.get(2).hash());
        assertThat(chain.head()).isEqualTo(lines.get(3).head());
        assertThat(ChainHead.parse(chain.head().toString())).isEqualTo(chain.head());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void noFileIsNoLines() {
        ChainedFile none = new ChainedFile(folder.resolve("none"), FORM);

        assertThat(none.lines()).isEmpty();
        assertThat(none.head()).isEqualTo(ChainHead.NONE);
    }

    @Test
    void anyChangedByteShowsAndStopsFurtherLines() throws IOException {
        byte[] sound = Files.readAllBytes(file);
        Random random = new Random(5);
        for (int round = 0; round < 300; round++) {
            byte[] bytes = sound.clone();
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 + random.nextInt(255));
            Files.write(file, bytes);
            assertThatThrownBy(() -> chain.lines()).isInstanceOf(UserError.class);
            assertThatThrownBy(() -> chain.append(List.of("x", "y"))).isInstanceOf(UserError.class);
            assertThat(Files.readAllBytes(file)).isEqualTo(bytes);
        }
    }

    @Test
    void aLineThatIsMissingAddedSwappedOrHalfShows() throws IOException {
        List<String> sound = Files.readAllLines(file);
        for (List<Integer> order :
                List.of(List.of(1, 2, 3), List.of(0, 2, 3), List.of(1, 0, 2, 3), List.of(0, 1, 1, 2), List.of(0, 3))) {
            Files.write(file, order.stream().map(sound::get).toList());
            assertThatThrownBy(() -> chain.lines()).as("" + order).hasMessageContaining("is not what was written");
        }
        Files.writeString(file, String.join("\n", sound));
        assertThatThrownBy(() -> chain.lines()).hasMessageContaining("line 4");
        Files.writeString(file, String.join("\n", sound) + "\n\n");
        assertThatThrownBy(() -> chain.lines()).hasMessageContaining("line 5");
    }

    @Test
    void aCutOffEndShowsAgainstAHeadThatWasKept() throws IOException {
        ChainHead kept = chain.head();
        List<String> sound = Files.readAllLines(file);
        Files.write(file, sound.subList(0, 2));

        assertThat(chain.lines()).hasSize(2);
        assertThatThrownBy(() -> chain.check(kept)).hasMessageContaining("ends at line 2, but had 4");
        chain.append(List.of("mal", "a"));
        chain.append(List.of("mal", "b"));
        assertThatThrownBy(() -> chain.check(kept)).hasMessageContaining("line 4 is not the one");
        Files.delete(file);
        assertThatThrownBy(() -> chain.check(kept)).hasMessageContaining("ends at line 0");
    }

    @Test
    void anchorsHoldEveryHeadThatWasKept() throws IOException {
        Anchors anchors = new Anchors(folder.resolve("anchors.jsonl"));
        anchors.add(chain.head(), Instant.EPOCH);
        chain.append(List.of("ann", "more"));
        anchors.add(chain.head(), Instant.EPOCH);

        assertThat(anchors.check(chain, chain.lines())).isEqualTo(2);
        Files.write(file, Files.readAllLines(file).subList(0, 4));
        assertThatThrownBy(() -> anchors.check(chain, chain.lines())).hasMessageContaining("ends at line 4, but had 5");
    }

    @Test
    void aChainOfAnotherKindIsNotOfThisOne() {
        ChainedFile other = new ChainedFile(file, new ChainForm("test/2", "list", FORM.fields()));

        assertThatThrownBy(other::lines).hasMessageContaining("line 1");
    }

    @Test
    void aFileThatOthersCanReadIsRefused() throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

        assertThatThrownBy(() -> chain.lines()).hasMessageContaining("chmod 600");
        assertThatThrownBy(() -> chain.append(List.of("a", "b"))).hasMessageContaining("chmod 600");
    }

    @Test
    void whatThrowsAddsNothing() {
        assertThatThrownBy(() -> chain.append(before -> {
                    throw new UserError("Cannot", "no");
                }))
                .isInstanceOf(UserError.class);
        assertThat(chain.lines()).hasSize(4);
    }

    @Test
    void threadsTakeTurns() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(4);
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int t = 0; t < 4; t++) {
                all.add(pool.submit(() -> {
                    for (int i = 0; i < 10; i++) {
                        new ChainedFile(file, FORM).append(List.of("t", "" + i));
                    }
                }));
            }
            for (Future<?> one : all) {
                one.get();
            }
        } finally {
            pool.shutdownNow();
        }
        assertThat(chain.lines()).hasSize(44);
    }
}
