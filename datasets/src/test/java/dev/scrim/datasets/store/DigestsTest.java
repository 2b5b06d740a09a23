package dev.scrim.datasets.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class DigestsTest {
    @Test
    void sha256IsTheStandardOne() throws IOException {
        byte[] abc = "abc".getBytes(StandardCharsets.US_ASCII);
        String expected = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assertThat(Digests.sha256(abc)).isEqualTo(expected);
        assertThat(Digests.sha256(new ByteArrayInputStream(abc))).isEqualTo(expected);
    }

    @Test
    void fieldsDoNotRunTogether() {
        assertThat(Digests.fields("t").add("ab").add("c").hex())
                .isNotEqualTo(Digests.fields("t").add("a").add("bc").hex())
                .isNotEqualTo(Digests.fields("t").add("abc").hex())
                .isNotEqualTo(Digests.fields("u").add("ab").add("c").hex());
        assertThat(Digests.fields("t").add(List.of("a", "b")).hex())
                .isNotEqualTo(Digests.fields("t").add("a").add("b").hex());
    }

    @Test
    void contentDigestIsTheSameForAnyOrderAndAnySplit() {
        Random random = new Random(7);
        List<byte[]> rows = rows(random, 500);
        String whole = sum(rows).hex();
        for (int trial = 0; trial < 20; trial++) {
            List<byte[]> shuffled = new ArrayList<>(rows);
            Collections.shuffle(shuffled, random);
            ContentDigest joined = new ContentDigest();
            for (int from = 0; from < shuffled.size(); ) {
                int to = Math.min(shuffled.size(), from + 1 + random.nextInt(200));
                joined.add(
                        ContentDigest.fromBytes(sum(shuffled.subList(from, to)).toBytes()));
                from = to;
            }
            assertThat(joined.hex()).isEqualTo(whole);
            assertThat(joined).isEqualTo(sum(rows));
        }
    }

    @Test
    void contentDigestSumsModuloTwoToThe256() {
        List<byte[]> rows = rows(new Random(11), 300);
        byte[] ones = new byte[32];
        Arrays.fill(ones, (byte) 0xff);
        rows.add(ones);
        BigInteger expected = BigInteger.ZERO;
        for (byte[] row : rows) {
            expected = expected.add(new BigInteger(1, row));
        }
        byte[] bytes = sum(rows).toBytes();
        assertThat(new BigInteger(1, Arrays.copyOfRange(bytes, 8, 40)))
                .isEqualTo(expected.mod(BigInteger.ONE.shiftLeft(256)));
    }

    @Test
    void contentDigestSeesDoubledAndMissingRows() {
        List<byte[]> rows = rows(new Random(3), 10);
        String whole = sum(rows).hex();
        List<byte[]> doubled = new ArrayList<>(rows);
        doubled.add(rows.get(0));
        doubled.add(rows.get(0));
        assertThat(sum(doubled).hex()).isNotEqualTo(whole);
        assertThat(sum(rows.subList(1, 10)).hex()).isNotEqualTo(whole);
        assertThat(new ContentDigest().addRow(new byte[32]).hex()).isNotEqualTo(new ContentDigest().hex());
    }

    @Test
    void contentDigestRefusesAnotherHash() {
        assertThatThrownBy(() -> new ContentDigest().addRow(new byte[20])).hasMessageContaining("32 are needed");
    }

    @Test
    void everyInputOfAStageChangesItsDigest() {
        StageInputs inputs = new StageInputs(List.of("a"), "s", new TreeMap<>(Map.of("ocr", "1")));
        assertThat(inputs.digest())
                .isEqualTo(new StageInputs(List.of("a"), "s", new TreeMap<>(Map.of("ocr", "1"))).digest())
                .isNotEqualTo(new StageInputs(List.of("b"), "s", new TreeMap<>(Map.of("ocr", "1"))).digest())
                .isNotEqualTo(new StageInputs(List.of("a"), "t", new TreeMap<>(Map.of("ocr", "1"))).digest())
                .isNotEqualTo(new StageInputs(List.of("a"), "s", new TreeMap<>(Map.of("ocr", "2"))).digest())
                .isNotEqualTo(new StageInputs(List.of("a", "s"), "s", new TreeMap<>(Map.of("ocr", "1"))).digest());
    }

    private static List<byte[]> rows(Random random, int count) {
        List<byte[]> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            rows.add(Digests.fields("row").add(random.nextLong()).bytes());
        }
        return rows;
    }

    private static ContentDigest sum(List<byte[]> rows) {
        ContentDigest digest = new ContentDigest();
        rows.forEach(digest::addRow);
        return digest;
    }
}
