package dev.scrim.jobs.capture;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;
import scala.collection.Iterable;
import scala.jdk.javaapi.CollectionConverters;

/** Spark's values as the plain ones that the checks of {@code datasets.capture} take. */
final class TableRows {
    private TableRows() {}

    /** A struct by field. */
    static Map<String, @Nullable Object> map(Row row) {
        Map<String, @Nullable Object> out = new LinkedHashMap<>();
        String[] names = row.schema().fieldNames();
        for (int i = 0; i < names.length; i++) {
            out.put(names[i], plain(row.get(i)));
        }
        return out;
    }

    private static @Nullable Object plain(@Nullable Object value) {
        if (value instanceof Row row) {
            return map(row);
        }
        if (value instanceof Iterable<?> list) {
            List<@Nullable Object> out = new ArrayList<>();
            CollectionConverters.asJava(list).forEach(item -> out.add(plain(item)));
            return out;
        }
        return value;
    }
}
