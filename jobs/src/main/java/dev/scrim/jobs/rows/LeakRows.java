package dev.scrim.jobs.rows;

import static dev.scrim.jobs.rows.Cells.may;
import static dev.scrim.jobs.rows.Cells.must;
import static dev.scrim.jobs.rows.Cells.struct;

import dev.scrim.datasets.model.TextRef;
import dev.scrim.redaction.verify.Leak;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** What the second look still found: where and by which rule. */
public final class LeakRows implements RowCodec<Leak> {
    private static final long serialVersionUID = 1L;
    private static final StructType SCHEMA = struct(
            must("rule", DataTypes.StringType),
            may("t_us", DataTypes.LongType),
            may("box", GeometryRows.BOX),
            may("ref_kind", DataTypes.StringType),
            may("ref_ordinal", DataTypes.LongType));

    @Override
    public StructType schema() {
        return SCHEMA;
    }

    @Override
    public Row toRow(Leak l) {
        @Nullable Long tUs = l.tUs().orElse(null);
        return RowFactory.create(
                l.rule(),
                tUs,
                l.box().map(GeometryRows::row).orElse(null),
                l.text().map(t -> t.kind().name()).orElse(null),
                l.text().map(TextRef::ordinal).orElse(null));
    }

    @Override
    public Leak fromRow(Row r) {
        return new Leak(
                Cells.text(r, "rule"),
                r.isNullAt(r.fieldIndex("t_us")) ? Optional.empty() : Optional.of(Cells.int64(r, "t_us")),
                Cells.maybeNested(r, "box").map(GeometryRows::box),
                Cells.maybeText(r, "ref_kind")
                        .map(k -> new TextRef(TextRef.Kind.valueOf(k), Cells.int64(r, "ref_ordinal"))));
    }
}
