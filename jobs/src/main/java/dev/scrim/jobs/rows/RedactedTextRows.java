package dev.scrim.jobs.rows;

import static dev.scrim.jobs.rows.Cells.must;
import static dev.scrim.jobs.rows.Cells.struct;

import dev.scrim.datasets.model.TextRef;
import dev.scrim.redaction.verify.RedactedText;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Texts as they would be exported. */
public final class RedactedTextRows implements RowCodec<RedactedText> {
    private static final long serialVersionUID = 1L;
    private static final StructType SCHEMA = struct(
            must("ref_kind", DataTypes.StringType),
            must("ref_ordinal", DataTypes.LongType),
            must("text", DataTypes.StringType));

    @Override
    public StructType schema() {
        return SCHEMA;
    }

    @Override
    public Row toRow(RedactedText t) {
        return RowFactory.create(t.ref().kind().name(), t.ref().ordinal(), t.text());
    }

    @Override
    public RedactedText fromRow(Row r) {
        return new RedactedText(
                new TextRef(TextRef.Kind.valueOf(Cells.text(r, "ref_kind")), Cells.int64(r, "ref_ordinal")),
                Cells.text(r, "text"));
    }
}
