package dev.scrim.redaction.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scrim.datasets.model.Box;
import dev.scrim.datasets.model.Category;
import dev.scrim.datasets.model.Mask;
import dev.scrim.datasets.model.PlacedLine;
import dev.scrim.datasets.model.TextLine;
import dev.scrim.datasets.model.Word;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Lines of 10 pixels a character, 20 high; the mask covers the columns that a test says. */
class RemnantsTest {
    @Test
    void theRestOfANumberWhoseFirstGroupIsMaskedLeaks() {
        assertThat(Remnants.beside(line(50, "1307 5513 5185 Closed"), masks(Category.FINANCE, 0, 48), 7))
                .contains(Leak.onScreen("remnant:X", 7, new Box(50, 0, 140, 20)));
    }

    @Test
    void theEndOfAKeyLeaks() {
        assertThat(Remnants.beside(line(50, "f2W9$784"), masks(Category.CREDENTIAL, 0, 48), 7))
                .contains(Leak.onScreen("remnant:X", 7, new Box(50, 0, 80, 20)));
    }

    @Test
    void theBeginningOfAnAssignedValueLeaksWithoutItsName() {
        assertThat(Remnants.beside(line(0, "token=gh"), masks(Category.CREDENTIAL, 82, 200), 7))
                .contains(Leak.onScreen("remnant:X", 7, new Box(60, 0, 20, 20)));
        assertThat(Remnants.beside(line(0, "token: gh"), masks(Category.CREDENTIAL, 92, 200), 7))
                .contains(Leak.onScreen("remnant:X", 7, new Box(70, 0, 20, 20)));
    }

    @Test
    void wordsBesideAMaskAreLeft() {
        assertThat(Remnants.beside(line(50, "expires soon"), masks(Category.CREDENTIAL, 0, 48), 7))
                .isEmpty();
        assertThat(Remnants.beside(line(0, "password:"), masks(Category.CREDENTIAL, 92, 200), 7))
                .isEmpty();
        assertThat(Remnants.beside(line(0, "card"), masks(Category.FINANCE, 42, 200), 7))
                .isEmpty();
    }

    @Test
    void numbersApartFromTheMaskOrBesideANameAreLeft() {
        assertThat(Remnants.beside(line(90, "5185"), masks(Category.FINANCE, 0, 48), 7))
                .isEmpty();
        assertThat(Remnants.beside(line(50, "5185"), masks(Category.PERSON, 0, 48), 7))
                .isEmpty();
    }

    private static List<Mask> masks(Category category, int from, int to) {
        return List.of(new Mask(7, new Box(from, -2, to - from, 24), category, "X"));
    }

    private static PlacedLine line(int x, String text) {
        List<Word> words = new ArrayList<>();
        int at = 0;
        for (String word : text.split(" ", -1)) {
            words.add(new Word(word, new Box(at * 10, 0, word.length() * 10, 20), 1));
            at += word.length() + 1;
        }
        int w = text.length() * 10;
        return new PlacedLine(new TextLine("l", text, words, 1, w, 20), new Box(x, 0, w, 20));
    }
}
