package dev.scrim.jobs.rows;

import java.io.Serializable;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/** How one record becomes a row and comes back; column names live in the implementing class and nowhere else. */
public interface RowCodec<T> extends Serializable {
    StructType schema();

    Row toRow(T value);

    T fromRow(Row row);
}
