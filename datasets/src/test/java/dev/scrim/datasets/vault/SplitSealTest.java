package dev.scrim.datasets.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scrim.datasets.store.StageName;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SplitSealTest {
    private static final Aad PLACE = new Aad("b0", new StageName("08-export"), "shards/one");

    @TempDir
    private static Path folder;

    private static SignerKey ann;
    private static SignerKey bob;
    private static SignerKey mal;

    @BeforeAll
    static void people() {
        char[] phrase = "four unrelated words".toCharArray();
        ann = SignerKey.create(folder.resolve("ann"), phrase);
        bob = SignerKey.create(folder.resolve("bob"), phrase);
        mal = SignerKey.create(folder.resolve("mal"), phrase);
    }

    private static byte[] seal(byte[] content, SealHolders holders, Aad place) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (OutputStream sealed = new SplitSeal(holders, place.build(), place.stage()).seal(out, place)) {
            sealed.write(content);
        }
        return out.toByteArray();
    }

    private static SealHolders annAndBob() {
        return new SealHolders(List.of(ann.publicKeys()), List.of(bob.publicKeys()));
    }

    private static Optional<byte[]> share(byte[] sealed, Share share, SignerKey key, Aad place) throws IOException {
        return new SplitSeal.Opener(share, key).share(new ByteArrayInputStream(sealed), place);
    }

    private static byte[] open(byte[] sealed, byte[] first, byte[] second, Aad place) throws IOException {
        try (InputStream in = SplitSeal.open(new ByteArrayInputStream(sealed), first, second, place)) {
            return in.readAllBytes();
        }
    }

    @Test
    void twoPeopleOpenWhatNeitherCanOpenAlone() throws IOException {
        byte[] content = new byte[200_000];
        new Random(1).nextBytes(content);
        byte[] sealed = seal(content, annAndBob(), PLACE);
        byte[] first = share(sealed, Share.FIRST, ann, PLACE).orElseThrow();
        byte[] second = share(sealed, Share.SECOND, bob, PLACE).orElseThrow();

        assertThat(open(sealed, first, second, PLACE)).isEqualTo(content);
        assertThat(share(sealed, Share.SECOND, ann, PLACE)).isEmpty();
        assertThat(share(sealed, Share.FIRST, bob, PLACE)).isEmpty();
        assertThat(share(sealed, Share.FIRST, mal, PLACE)).isEmpty();
        assertThatThrownBy(() -> open(sealed, first, first, PLACE)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> open(sealed, first, new byte[32], PLACE)).isInstanceOf(IOException.class);
    }

    @Test
    void eachFileHasAKeyOfItsOwn() throws IOException {
        byte[] one = seal(new byte[100], annAndBob(), PLACE);
        byte[] two = seal(new byte[100], annAndBob(), PLACE);

        assertThatThrownBy(() -> open(
                        two,
                        share(one, Share.FIRST, ann, PLACE).orElseThrow(),
                        share(one, Share.SECOND, bob, PLACE).orElseThrow(),
                        PLACE))
                .isInstanceOf(IOException.class);
    }

    /** One sealer writes many files; who has the shares of one has those of no other. */
    @Test
    void filesOfOneSealerShareNoShares() throws IOException {
        SplitSeal sealer = new SplitSeal(annAndBob(), PLACE.build(), PLACE.stage());
        SplitSeal.Opener opener = new SplitSeal.Opener(Share.FIRST, ann);
        java.util.Set<String> shares = new java.util.HashSet<>();
        for (int i = 0; i < 6; i++) {
            Aad place = new Aad(PLACE.build(), PLACE.stage(), "file " + i / 2);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            try (OutputStream to = sealer.seal(out, place)) {
                to.write(i);
            }
            byte[] first = opener.share(new ByteArrayInputStream(out.toByteArray()), place)
                    .orElseThrow();
            assertThat(open(
                            out.toByteArray(),
                            first,
                            share(out.toByteArray(), Share.SECOND, bob, place).orElseThrow(),
                            place))
                    .containsExactly(i);
            shares.add(java.util.HexFormat.of().formatHex(first));
        }
        assertThat(shares).hasSize(6);
        assertThatThrownBy(() -> sealer.seal(new ByteArrayOutputStream(), new Aad("b1", PLACE.stage(), PLACE.name())))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aFileInAnotherPlaceOrWithAnotherHeaderGivesNothing() throws IOException {
        byte[] sealed = seal("content".getBytes(StandardCharsets.UTF_8), annAndBob(), PLACE);
        byte[] first = share(sealed, Share.FIRST, ann, PLACE).orElseThrow();
        byte[] second = share(sealed, Share.SECOND, bob, PLACE).orElseThrow();
        Aad otherBuild = new Aad("b1", PLACE.stage(), PLACE.name());

        assertThat(share(sealed, Share.FIRST, ann, otherBuild)).isEmpty();
        assertThatThrownBy(() -> open(sealed, first, second, otherBuild)).isInstanceOf(IOException.class);
        Random random = new Random(2);
        for (int round = 0; round < 100; round++) {
            byte[] damaged = sealed.clone();
            damaged[random.nextInt(damaged.length)] ^= (byte) (1 + random.nextInt(255));
            assertThatThrownBy(() -> open(damaged, first, second, PLACE)).isInstanceOf(IOException.class);
        }
    }

    @Test
    void sealedForNobodyItCanBeOpenedByNobody() throws IOException {
        byte[] sealed = seal(new byte[10], SealHolders.NOBODY, PLACE);

        assertThat(share(sealed, Share.FIRST, ann, PLACE)).isEmpty();
        assertThat(SealHolders.NOBODY.canBeOpened()).isFalse();
        assertThat(new SealHolders(List.of(ann.publicKeys()), List.of()).canBeOpened())
                .isFalse();
    }

    @Test
    void holdersTravelAsTextAndTheirDigestSaysWhoTheyAre() {
        SealHolders both = new SealHolders(List.of(ann.publicKeys(), bob.publicKeys()), List.of(mal.publicKeys()));
        SealHolders swapped = new SealHolders(List.of(bob.publicKeys(), ann.publicKeys()), List.of(mal.publicKeys()));

        assertThat(SealHolders.parse(both.toJson())).isEqualTo(both).isEqualTo(swapped);
        assertThat(both.digest())
                .isEqualTo(swapped.digest())
                .isNotEqualTo(annAndBob().digest());
    }
}
