package dev.scrim.redaction.layout;

import dev.scrim.datasets.model.Box;
import java.util.List;
import java.util.stream.Collectors;

/** Pieces stacked with the spacing of one paragraph, list or card; top to bottom. */
public record Block(List<Piece> pieces, Box box) {
    public Block {
        pieces = List.copyOf(pieces);
    }

    static Block of(List<Piece> pieces) {
        return new Block(
                pieces, pieces.stream().map(Piece::box).reduce(Box::union).orElse(new Box(0, 0, 0, 0)));
    }

    /** Its text, one piece a line. */
    public String text() {
        return pieces.stream().map(Piece::text).collect(Collectors.joining("\n"));
    }
}
