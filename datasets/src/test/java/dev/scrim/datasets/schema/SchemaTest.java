package dev.scrim.datasets.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class SchemaTest {
    private static final Field OPEN = new Field("a", FieldType.STRING, Unit.NONE, true, Disclosure.DISCLOSED);
    private static final Field SHUT = new Field("b", FieldType.INT64, Unit.MICROSECONDS, false, Disclosure.WITHHELD);

    @Test
    void onlyDisclosedFieldsRemain() {
        Schema schema = new Schema("row", List.of(OPEN, SHUT));
        assertThat(schema.isDisclosed()).isFalse();
        assertThat(schema.disclosed().fields()).containsExactly(OPEN);
        assertThat(schema.withholding(Set.of("a")).disclosed().fields()).isEmpty();
    }

    @Test
    void withholdingAnUnknownFieldIsAnErrorThatNamesTheKnown() {
        assertThatThrownBy(() -> new Schema("row", List.of(OPEN)).withholding(Set.of("titel")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("titel")
                .hasMessageContaining("fields: a");
    }

    @Test
    void namesAreUniqueAndPlain() {
        assertThatThrownBy(() -> new Schema("row", List.of(OPEN, OPEN))).hasMessageContaining("twice");
        assertThatThrownBy(() -> new Field("A b", FieldType.BOOL, Unit.NONE, true, Disclosure.WITHHELD))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void typesAcceptTheirCarriersOnly() {
        assertThat(FieldType.STRING_LIST.accepts(List.of("x"))).isTrue();
        assertThat(FieldType.STRING_LIST.accepts(List.of(1))).isFalse();
        assertThat(FieldType.INT32.accepts(1L)).isFalse();
        assertThat(FieldType.FLOAT64.accepts(1.0)).isTrue();
    }
}
