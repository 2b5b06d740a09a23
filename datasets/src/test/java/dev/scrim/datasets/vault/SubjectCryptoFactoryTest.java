package dev.scrim.datasets.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scrim.datasets.model.SubjectId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.crypto.KeyAccessDeniedException;
import org.apache.parquet.crypto.ParquetCryptoRuntimeException;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroupFactory;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SubjectCryptoFactoryTest {
    private static final MessageType SCHEMA =
            MessageTypeParser.parseMessageType("message t { required int64 id; required binary text (UTF8); }");
    private static final int ROWS = 300;

    @TempDir
    Path temp;

    private LocalKeyring keys;
    private String ann;
    private String bob;
    private Configuration conf;

    @BeforeEach
    void makeKeyring() {
        Path file = temp.resolve("keyring.json");
        keys = LocalKeyring.openOrCreate(file);
        ann = keys.opaque(new SubjectId("zoe"));
        bob = keys.opaque(new SubjectId("bob"));
        conf = conf(file);
    }

    @Test
    void readsBackAfterTheCommitsRename() throws IOException {
        Path hidden = stage("b1", ".tmp-01-capture-00000000deadbeef");
        write(hidden.resolve("events/_temporary/0/subject=" + ann + "/p.parquet"));
        Path folder = Files.createDirectories(stage("b1", "01-capture").resolve("events/subject=" + ann));
        Path file = Files.move(
                hidden.resolve("events/_temporary/0/subject=" + ann + "/p.parquet"), folder.resolve("p.parquet"));
        assertThat(read(file)).hasSize(ROWS).startsWith("0 PLAINWORD-0");
    }

    @Test
    void whatIsNobodysHasAKeyToo() throws IOException {
        Path file = table("b1", "01-capture", "violations", KeyId.BUILD);
        write(file);
        assertThat(read(file)).hasSize(ROWS);
        assertThat(keys.keyIds()).containsExactly(new KeyId(KeyId.BUILD, 0));
    }

    @Test
    void nothingOfTheTableIsInTheBytes() throws IOException {
        Path file = table("b1", "01-capture", "events", ann);
        write(file);
        String bytes = Files.readString(file, StandardCharsets.ISO_8859_1);
        assertThat(bytes).startsWith("PARE").endsWith("PARE").doesNotContain("PLAINWORD", "text", "01-capture");
    }

    @Test
    void anotherKeyringCannotReadIt() throws IOException {
        Path file = table("b1", "01-capture", "events", ann);
        write(file);
        Path otherFile = temp.resolve("other.json");
        LocalKeyring other = LocalKeyring.openOrCreate(otherFile);
        assertThatThrownBy(() -> read(file, conf(otherFile)))
                .isInstanceOf(KeyAccessDeniedException.class)
                .hasStackTraceContaining("not the keyring");
        other.dataKey(new KeyId(ann, 0));
        assertThatThrownBy(() -> read(file, conf(otherFile))).isInstanceOf(ParquetCryptoRuntimeException.class);
    }

    @Test
    void aFileMovedElsewhereCannotBeRead() throws IOException {
        Path file = table("b1", "01-capture", "events", ann);
        write(file);
        for (Path elsewhere : List.of(
                table("b2", "01-capture", "events", ann),
                table("b1", "02-timeline", "events", ann),
                table("b1", "01-capture", "windows", ann))) {
            write(elsewhere);
            Files.copy(file, elsewhere, StandardCopyOption.REPLACE_EXISTING);
            assertThatThrownBy(() -> read(elsewhere)).isInstanceOf(ParquetCryptoRuntimeException.class);
        }
        Path bobs = table("b1", "01-capture", "events", bob);
        write(bobs);
        Files.copy(file, bobs, StandardCopyOption.REPLACE_EXISTING);
        assertThatThrownBy(() -> read(bobs))
                .isInstanceOf(KeyAccessDeniedException.class)
                .hasStackTraceContaining("not that of the folder");
    }

    @Test
    void anyFlippedBitOrCutIsAnErrorNotOtherRows() throws IOException {
        Path file = table("b1", "01-capture", "events", ann);
        write(file);
        List<String> rows = read(file);
        byte[] sealed = Files.readAllBytes(file);
        Random random = new Random(9);
        int refused = 0;
        for (int trial = 0; trial < 60; trial++) {
            byte[] damaged = sealed.clone();
            damaged[random.nextInt(sealed.length)] ^= (byte) (1 << random.nextInt(8));
            Files.write(file, damaged);
            try {
                // Bytes that a reader of all rows has no use for, such as the first magic or an index, may be damaged.
                assertThat(read(file)).isEqualTo(rows);
            } catch (IOException | RuntimeException e) {
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(40);
        for (int cut : new int[] {1, 4, 8, sealed.length / 2, sealed.length - 3}) {
            Files.write(file, Arrays.copyOf(sealed, sealed.length - cut));
            assertThatThrownBy(() -> read(file)).isInstanceOfAny(IOException.class, RuntimeException.class);
        }
    }

    @Test
    void anErasedPersonsTableCannotBeReadAndTheOthersCan() throws IOException {
        Path anns = table("b1", "01-capture", "events", ann);
        Path bobs = table("b1", "01-capture", "events", bob);
        write(anns);
        write(bobs);
        keys.destroy(new KeyId(ann, 0));
        assertThatThrownBy(() -> read(anns))
                .isInstanceOf(KeyAccessDeniedException.class)
                .hasStackTraceContaining("the person was erased");
        assertThat(read(bobs)).hasSize(ROWS);
        assertThatThrownBy(() -> write(anns)).hasMessageContaining("was destroyed");
    }

    @Test
    void anEpochIsRememberedByTheFile() throws IOException {
        Path file = table("b1", "01-capture", "events", ann);
        conf.setInt(SubjectCryptoFactory.EPOCH, 3);
        write(file);
        conf.unset(SubjectCryptoFactory.EPOCH);
        assertThat(read(file)).hasSize(ROWS);
        assertThat(keys.keyIds()).containsExactly(new KeyId(ann, 3));
    }

    @Test
    void plaintextInAWorkspaceIsRefusedAndOutsideItIsNotOurs() throws IOException {
        Path plain = temp.resolve("input/p.parquet");
        write(plain, plainConf());
        assertThat(read(plain)).hasSize(ROWS);
        Path planted = table("b1", "01-capture", "events", ann);
        Files.createDirectories(planted.getParent());
        Files.copy(plain, planted);
        assertThatThrownBy(() -> read(planted)).isInstanceOf(ParquetCryptoRuntimeException.class);
    }

    @Test
    void nothingIsWrittenWhereItCannotBeBound() {
        assertThatThrownBy(() -> write(temp.resolve("input/p.parquet")))
                .isInstanceOf(ParquetCryptoRuntimeException.class)
                .hasMessageContaining("in no stage");
        assertThatThrownBy(() -> write(stage("b1", "01-capture").resolve("events/p.parquet")))
                .hasMessageContaining("partition the table by subject");
        assertThatThrownBy(() -> write(table("b1", "01-capture", "events", "zoe")))
                .hasMessageContaining("not an opaque name")
                .hasMessageNotContaining("zoe");
        conf.unset(SubjectCryptoFactory.KEYRING);
        assertThatThrownBy(() -> write(table("b1", "01-capture", "events", ann)))
                .hasMessageContaining(SubjectCryptoFactory.KEYRING);
    }

    @Test
    void withoutTheFactoryItCannotBeRead() throws IOException {
        Path file = table("b1", "01-capture", "events", ann);
        write(file);
        assertThatThrownBy(() -> read(file, plainConf())).isInstanceOf(ParquetCryptoRuntimeException.class);
    }

    /** Hadoop's other local file system keeps a checksum beside each file, which would notice the sabotage first. */
    private static Configuration plainConf() {
        Configuration conf = new Configuration();
        conf.set("fs.file.impl", "org.apache.hadoop.fs.RawLocalFileSystem");
        conf.setBoolean("fs.file.impl.disable.cache", true);
        return conf;
    }

    private static Configuration conf(Path keyring) {
        Configuration conf = plainConf();
        conf.set(SubjectCryptoFactory.FACTORY_CLASS, SubjectCryptoFactory.class.getName());
        conf.set(SubjectCryptoFactory.KEYRING, keyring.toUri().toString());
        return conf;
    }

    private Path stage(String build, String stage) {
        return temp.resolve("ws/builds").resolve(build).resolve(stage);
    }

    private Path table(String build, String stage, String table, String subject) {
        return stage(build, stage).resolve(table).resolve("subject=" + subject).resolve("p.parquet");
    }

    private void write(Path file) throws IOException {
        write(file, conf);
    }

    private static void write(Path file, Configuration conf) throws IOException {
        SimpleGroupFactory rows = new SimpleGroupFactory(SCHEMA);
        try (ParquetWriter<Group> out = ExampleParquetWriter.builder(new org.apache.hadoop.fs.Path(file.toUri()))
                .withConf(conf)
                .withType(SCHEMA)
                .build()) {
            for (long i = 0; i < ROWS; i++) {
                out.write(rows.newGroup().append("id", i).append("text", "PLAINWORD-" + i));
            }
        }
    }

    private List<String> read(Path file) throws IOException {
        return read(file, conf);
    }

    private static List<String> read(Path file, Configuration conf) throws IOException {
        List<String> rows = new ArrayList<>();
        try (ParquetReader<Group> in = ParquetReader.builder(
                        new GroupReadSupport(), new org.apache.hadoop.fs.Path(file.toUri()))
                .withConf(conf)
                .build()) {
            for (Group row = in.read(); row != null; row = in.read()) {
                rows.add(row.getLong("id", 0) + " " + row.getString("text", 0));
            }
        }
        return rows;
    }
}
