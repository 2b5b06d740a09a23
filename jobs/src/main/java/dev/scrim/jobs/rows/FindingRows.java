package dev.scrim.jobs.rows;

import static dev.scrim.jobs.rows.Cells.may;
import static dev.scrim.jobs.rows.Cells.must;
import static dev.scrim.jobs.rows.Cells.struct;

import dev.scrim.datasets.model.Category;
import dev.scrim.datasets.model.Finding;
import dev.scrim.datasets.model.TextRef;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** Findings; {@code t_us} is filled for those on the screen, {@code ref_kind} for those in a text. */
public final class FindingRows implements RowCodec<Finding> {
    private static final long serialVersionUID = 1L;
    private static final StructType SCHEMA = struct(
            must("secret_id", DataTypes.StringType),
            must("category", DataTypes.StringType),
            must("entity", DataTypes.StringType),
            must("text", DataTypes.StringType),
            must("score", DataTypes.FloatType),
            must("detector", DataTypes.StringType),
            may("t_us", DataTypes.LongType),
            may("boxes", DataTypes.createArrayType(GeometryRows.BOX, false)),
            may("line_id", DataTypes.StringType),
            may("ref_kind", DataTypes.StringType),
            may("ref_ordinal", DataTypes.LongType),
            may("start", DataTypes.IntegerType),
            may("end", DataTypes.IntegerType));

    @Override
    public StructType schema() {
        return SCHEMA;
    }

    @Override
    public Row toRow(Finding f) {
        @Nullable Object[] c = new @Nullable Object[SCHEMA.size()];
        c[0] = f.secretId();
        c[1] = f.category().name();
        c[2] = f.entity();
        c[3] = f.text();
        c[4] = f.score();
        c[5] = f.detector();
        if (f.place() instanceof Finding.OnScreen s) {
            c[6] = s.tUs();
            c[7] = GeometryRows.boxes(s.boxes()).toArray();
            c[8] = s.lineId().orElse(null);
        } else if (f.place() instanceof Finding.InText t) {
            c[9] = t.ref().kind().name();
            c[10] = t.ref().ordinal();
            c[11] = t.start();
            c[12] = t.end();
        }
        return RowFactory.create(c);
    }

    @Override
    public Finding fromRow(Row r) {
        Optional<String> kind = Cells.maybeText(r, "ref_kind");
        Finding.Place place = kind.isPresent()
                ? new Finding.InText(
                        new TextRef(TextRef.Kind.valueOf(kind.get()), Cells.int64(r, "ref_ordinal")),
                        Cells.int32(r, "start"),
                        Cells.int32(r, "end"))
                : new Finding.OnScreen(
                        Cells.int64(r, "t_us"),
                        GeometryRows.boxesOf(Cells.list(r, "boxes")),
                        Cells.maybeText(r, "line_id"));
        return new Finding(
                Cells.text(r, "secret_id"),
                Category.valueOf(Cells.text(r, "category")),
                Cells.text(r, "entity"),
                Cells.text(r, "text"),
                r.getFloat(Cells.index(r, "score")),
                Cells.text(r, "detector"),
                place);
    }
}
