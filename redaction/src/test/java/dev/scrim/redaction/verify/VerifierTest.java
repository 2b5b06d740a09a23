package dev.scrim.redaction.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scrim.datasets.model.Box;
import dev.scrim.datasets.model.Category;
import dev.scrim.datasets.model.Finding;
import dev.scrim.datasets.model.Mask;
import dev.scrim.datasets.model.PageReader;
import dev.scrim.datasets.model.Pixels;
import dev.scrim.datasets.model.PlacedLine;
import dev.scrim.datasets.model.TextLine;
import dev.scrim.datasets.model.TextRef;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class VerifierTest {
    private static final int W = 1200;
    private static final int H = 600;
    private static final Box LINE = new Box(100, 300, 200, 16);

    @Test
    void aFrameThatShowsAKnownSecretLeaksAtItsLine() {
        Page page = new Page().write(1, LINE, "Quillan Thorvaldsen");
        List<Leak> leaks =
                verifier(page, finding("PERSON", "Quillan Thorvaldsen")).look(page.frame(7));
        assertThat(leaks).containsExactly(Leak.onScreen("known:PERSON", 7, LINE));
    }

    @Test
    void aFrameThatShowsAnIdentifierNobodyFoundLeaksByPattern() {
        Page page = new Page().write(1, LINE, "no 219-09-9999");
        assertThat(verifier(page).look(page.frame(7))).containsExactly(Leak.onScreen("pattern:SSN", 7, LINE));
    }

    @Test
    void anIdentifierSplitBetweenTwoBoxesOfOneRowLeaksAtBoth() {
        Box right = new Box(320, 301, 100, 16);
        Page page = new Page().write(1, LINE, "Quillan").write(2, right, "Thorvaldsen");
        assertThat(verifier(page, finding("PERSON", "Quillan Thorvaldsen")).look(page.frame(7)))
                .containsExactly(Leak.onScreen("known:PERSON", 7, LINE.union(right)));
    }

    @Test
    void linesOnDifferentRowsAreNotJoined() {
        Page page = new Page().write(1, LINE, "Quillan").write(2, LINE.shift(0, 60), "Thorvaldsen");
        assertThat(verifier(page, finding("PERSON", "Quillan Thorvaldsen")).look(page.frame(7)))
                .isEmpty();
    }

    @Test
    void aMaskWithInkInItLeaksEvenIfNothingCanBeRead() {
        Page page = new Page().fill(LINE, 0).dot(LINE.x() + 50, LINE.y() + 5);
        assertThat(verifier(page).look(page.frame(7, mask(LINE)))).containsExactly(Leak.onScreen("mask:SSN", 7, LINE));
    }

    @Test
    void aFlatMaskIsClean() {
        Page page = new Page().fill(LINE, 0);
        assertThat(verifier(page).look(page.frame(7, mask(LINE)))).isEmpty();
    }

    @Test
    void masksOfTwoColoursMayOverlap() {
        Box other = LINE.shift(20, 4);
        Page page = new Page().fill(LINE, 0).fill(other, 90);
        assertThat(verifier(page).look(page.frame(7, mask(LINE), mask(other)))).isEmpty();
    }

    @Test
    void aMaskOutsideTheScreenIsClean() {
        Page page = new Page();
        assertThat(verifier(page).look(page.frame(7, mask(new Box(W + 5, 10, 20, 20)))))
                .isEmpty();
    }

    @Test
    void whatDidNotChangeIsNotReadAgain() {
        Page page = new Page().write(1, LINE, "nothing private");
        Verifier verifier = verifier(page);
        verifier.look(page.frame(1));
        verifier.look(page.frame(2));
        verifier.look(page.frame(3));
        assertThat(verifier.regionsRead()).isEqualTo(1);
        assertThat(page.reads).containsExactly(new Box(0, 0, W, H));
    }

    @Test
    void whatChangedIsReadWithItsSurroundingsAndLeaksAtItsPlaceOnTheScreen() {
        Page page = new Page().write(1, new Box(100, 20, 200, 16), "a calm headline");
        Verifier verifier = verifier(page, finding("PERSON", "Quillan Thorvaldsen"));
        assertThat(verifier.look(page.frame(1))).isEmpty();
        page.write(2, LINE, "Quillan Thorvaldsen");
        assertThat(verifier.look(page.frame(2))).containsExactly(Leak.onScreen("known:PERSON", 2, LINE));
        assertThat(page.reads).hasSize(2);
        assertThat(page.reads.get(1).area()).isLessThan((long) W * H / 2);
    }

    @Test
    void aMaskThatUncoversIsSeenInAFrameThatDidNotChange() {
        Page page = new Page().dot(LINE.x() + 3, LINE.y() + 3);
        Verifier verifier = verifier(page);
        assertThat(verifier.look(page.frame(1))).isEmpty();
        assertThat(verifier.look(page.frame(2, mask(LINE)))).hasSize(1);
    }

    @Test
    void aTextThatHoldsAKnownSecretLeaks() {
        TextRef ref = new TextRef(TextRef.Kind.TITLE, 3);
        Verifier verifier = verifier(new Page(), finding("PERSON", "Quillan Thorvaldsen"));
        assertThat(verifier.look(new RedactedText(ref, "Chat with quillan thorvaldsen - Mail")))
                .contains(Leak.inText("known:PERSON", ref));
        assertThat(verifier.look(new RedactedText(ref, "Chat with <PERSON_1> - Mail")))
                .isEqualTo(Optional.empty());
    }

    @Test
    void shortSecretsAreNotSoughtSinceTheyMeetOtherTextByChance() {
        TextRef ref = new TextRef(TextRef.Kind.TYPED, 0);
        Verifier verifier = verifier(new Page(), finding("PERSON", "Ann"), finding("AMOUNT", "12"));
        assertThat(verifier.look(new RedactedText(ref, "planning 12 channels"))).isEmpty();
    }

    @Test
    void whatCouldNotBeReadIsNoSecretToSeek() {
        TextRef ref = new TextRef(TextRef.Kind.TYPED, 0);
        Finding unread = new Finding(
                "u", Category.UNREADABLE, "UNREADABLE", "smudged words", 1, "t.t", new Finding.InText(ref, 0, 1));
        assertThat(new Verifier(new Page(), List.of(unread)).look(new RedactedText(ref, "smudged words")))
                .isEmpty();
    }

    private static Verifier verifier(Page page, Finding... known) {
        return new Verifier(page, Arrays.asList(known));
    }

    private static Finding finding(String entity, String text) {
        TextRef ref = new TextRef(TextRef.Kind.TYPED, 0);
        return new Finding(
                "s", Category.PERSON, entity, text, 1, "test.rule", new Finding.InText(ref, 0, text.length()));
    }

    private static Mask mask(Box box) {
        return new Mask(7, box, Category.TAX, "SSN");
    }

    /** A painted page that is its own reader: each line is a patch in a colour of its own, which stands for its text. */
    private static final class Page implements PageReader {
        private final byte[] bgr = new byte[W * H * 3];
        private final Map<Integer, String> texts = new TreeMap<>();
        private final Map<Integer, Box> places = new TreeMap<>();
        private final List<Box> reads = new ArrayList<>();

        Page() {
            Arrays.fill(bgr, (byte) 255);
        }

        Page write(int colour, Box box, String text) {
            texts.put(colour, text);
            places.put(colour, box);
            return fill(box, colour);
        }

        Page fill(Box box, int colour) {
            for (int y = box.y(); y < box.bottom(); y++) {
                Arrays.fill(bgr, (y * W + box.x()) * 3, (y * W + box.right()) * 3, (byte) colour);
            }
            return this;
        }

        Page dot(int x, int y) {
            bgr[(y * W + x) * 3] = 77;
            return this;
        }

        RedactedFrame frame(long tUs, Mask... masks) {
            return new RedactedFrame(tUs, Pixels.copyOf(W, H, bgr), Arrays.asList(masks));
        }

        @Override
        public List<PlacedLine> read(Pixels page) {
            List<PlacedLine> out = new ArrayList<>();
            byte[] seen = page.toBgr();
            Map<Integer, Box> found = new TreeMap<>();
            for (int y = 0; y < page.height(); y++) {
                for (int x = 0; x < page.width(); x++) {
                    int colour = seen[(y * page.width() + x) * 3] & 255;
                    if (texts.containsKey(colour)) {
                        found.merge(colour, new Box(x, y, 1, 1), Box::union);
                    }
                }
            }
            found.forEach((colour, box) -> out.add(new PlacedLine(
                    new TextLine("l" + colour, texts.get(colour), List.of(), 1, box.w(), box.h()), box)));
            // Where the crop lay follows from any line in it; without one the whole page is meant.
            reads.add(found.entrySet().stream()
                    .findFirst()
                    .map(e -> new Box(
                            places.get(e.getKey()).x() - e.getValue().x(),
                            places.get(e.getKey()).y() - e.getValue().y(),
                            page.width(),
                            page.height()))
                    .orElse(new Box(0, 0, page.width(), page.height())));
            return out;
        }

        @Override
        public String describe() {
            return "painted";
        }

        @Override
        public void close() {}
    }
}
