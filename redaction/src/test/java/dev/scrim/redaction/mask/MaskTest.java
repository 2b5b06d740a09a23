package dev.scrim.redaction.mask;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scrim.datasets.model.Box;
import dev.scrim.datasets.model.Category;
import dev.scrim.datasets.model.Finding;
import dev.scrim.datasets.model.Mask;
import dev.scrim.datasets.model.Pixels;
import dev.scrim.datasets.model.TextItem;
import dev.scrim.datasets.model.TextRef;
import dev.scrim.datasets.model.TimeSpan;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MaskTest {
    private static Pixels noise(int w, int h, long seed) {
        byte[] bytes = new byte[w * h * 3];
        new Random(seed).nextBytes(bytes);
        return Pixels.adopt(w, h, bytes);
    }

    @Test
    void eachMaskIsFlatInsideAndNothingOutsideChanges() {
        Random random = new Random(5);
        List<Category> categories = List.copyOf(java.util.EnumSet.allOf(Category.class));
        for (int round = 0; round < 20; round++) {
            Pixels before = noise(120, 90, round);
            Category category = categories.get(random.nextInt(categories.size()));
            Box box = new Box(
                    random.nextInt(100) - 10, random.nextInt(80) - 10, 1 + random.nextInt(60), 1 + random.nextInt(40));
            Pixels after = FramePainter.paint(before, List.of(new Mask(0, box, category, "X")));
            Box inside = box.clip(120, 90);
            int rgb = FramePainter.colour(category);
            int gray = ((rgb & 255) * 29 + ((rgb >> 8) & 255) * 150 + ((rgb >> 16) & 255) * 77) >> 8;
            for (int y = 0; y < 90; y++) {
                for (int x = 0; x < 120; x++) {
                    assertThat(after.gray(x, y)).isEqualTo(inside.contains(x, y) ? gray : before.gray(x, y));
                }
            }
        }
    }

    @Test
    void everyFillDiffersFromPaperWhiteAndFromDarkThemes() {
        for (Category c : Category.values()) {
            int rgb = FramePainter.colour(c);
            int gray = ((rgb & 255) * 29 + ((rgb >> 8) & 255) * 150 + ((rgb >> 16) & 255) * 77) >> 8;
            assertThat(gray).isBetween(70, 180);
        }
    }

    private static final TextRef REF = new TextRef(TextRef.Kind.TYPED, 3);

    private static Finding finding(int from, int to, Category category, String entity) {
        return new Finding("id", category, entity, "", 1f, "r", new Finding.InText(REF, from, to));
    }

    private static String rewrite(String text, Finding... findings) {
        return TextRewriter.rewrite(
                new TextItem(REF, new TimeSpan(0, 1), text, text, Optional.empty()), List.of(findings));
    }

    @Test
    void privateCharactersBecomePlaceholdersAndTheRestStays() {
        assertThat(rewrite("ssn 219-09-9999 ok", finding(4, 15, Category.TAX, "SSN")))
                .isEqualTo("ssn <SSN> ok");
        assertThat(rewrite("on my way", finding(0, 9, Category.CHAT, "MESSAGE")))
                .isEqualTo("<CHAT>");
    }

    @Test
    void overlappingFindingsBecomeOnePlaceholderAndOthersAreIgnored() {
        assertThat(rewrite(
                        "a bcd e",
                        finding(2, 5, Category.PERSON, "PERSON"),
                        finding(0, 7, Category.CHAT, "MESSAGE"),
                        finding(4, 900, Category.TAX, "SSN"),
                        new Finding(
                                "i",
                                Category.TAX,
                                "SSN",
                                "",
                                1f,
                                "r",
                                new Finding.InText(new TextRef(TextRef.Kind.TASK, 0), 0, 3))))
                .isEqualTo("<CHAT>");
    }
}
