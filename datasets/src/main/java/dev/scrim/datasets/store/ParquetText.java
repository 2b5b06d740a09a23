package dev.scrim.datasets.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.api.ReadSupport;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.LocalInputFile;

/** Any unencrypted Parquet file as text, a row at a time: for looking for what should not be there. */
public final class ParquetText {
    private ParquetText() {}

    /**
     * Reads it to its end.
     *
     * @param rows takes each row: names and values, a value a line
     * @throws IOException also when the file is damaged
     */
    public static void read(Path file, Consumer<String> rows) throws IOException {
        try (ParquetReader<Group> reader = new Builder(new LocalInputFile(file)).build()) {
            for (Group row = reader.read(); row != null; row = reader.read()) {
                rows.accept(row.toString());
            }
        } catch (RuntimeException e) {
            throw new IOException("Cannot read a Parquet file: it is damaged", e);
        }
    }

    private static final class Builder extends ParquetReader.Builder<Group> {
        Builder(InputFile file) {
            this(file, new PlainParquetConfiguration());
        }

        private Builder(InputFile file, ParquetConfiguration configuration) {
            super(file, configuration);
        }

        @Override
        protected ReadSupport<Group> getReadSupport() {
            return new GroupReadSupport();
        }
    }
}
