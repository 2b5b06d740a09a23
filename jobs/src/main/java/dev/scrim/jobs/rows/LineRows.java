package dev.scrim.jobs.rows;

import static dev.scrim.jobs.rows.Cells.must;
import static dev.scrim.jobs.rows.Cells.struct;

import dev.scrim.datasets.model.TextLine;
import dev.scrim.datasets.model.Word;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Distinct lines of text as read once. */
public final class LineRows implements RowCodec<TextLine> {
    private static final long serialVersionUID = 1L;
    private static final StructType WORD = struct(
            must("text", DataTypes.StringType), must("box", GeometryRows.BOX), must("confidence", DataTypes.FloatType));
    private static final StructType SCHEMA = struct(
            must("id", DataTypes.StringType),
            must("text", DataTypes.StringType),
            must("words", DataTypes.createArrayType(WORD, false)),
            must("confidence", DataTypes.FloatType),
            must("width_px", DataTypes.IntegerType),
            must("height_px", DataTypes.IntegerType));

    @Override
    public StructType schema() {
        return SCHEMA;
    }

    @Override
    public Row toRow(TextLine l) {
        Row[] words = l.words().stream()
                .map(w -> RowFactory.create(w.text(), GeometryRows.row(w.box()), w.confidence()))
                .toArray(Row[]::new);
        return RowFactory.create(l.id(), l.text(), words, l.confidence(), l.widthPx(), l.heightPx());
    }

    @Override
    public TextLine fromRow(Row r) {
        List<Word> words = new ArrayList<>();
        for (Row w : Cells.<Row>list(r, "words")) {
            words.add(new Word(w.getString(0), GeometryRows.box(w.getStruct(1)), w.getFloat(2)));
        }
        return new TextLine(
                Cells.text(r, "id"),
                Cells.text(r, "text"),
                words,
                r.getFloat(Cells.index(r, "confidence")),
                Cells.int32(r, "width_px"),
                Cells.int32(r, "height_px"));
    }
}
