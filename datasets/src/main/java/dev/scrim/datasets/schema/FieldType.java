package dev.scrim.datasets.schema;

/** The closed set of value types of a stage's table, with the Java type that carries each. */
public enum FieldType {
    /** {@link String}. */
    STRING(String.class),
    /** {@link Integer}. */
    INT32(Integer.class),
    /** {@link Long}. */
    INT64(Long.class),
    /** {@link Double}. */
    FLOAT64(Double.class),
    /** {@link Boolean}. */
    BOOL(Boolean.class),
    /** {@link java.util.List} of {@link String}. */
    STRING_LIST(java.util.List.class),
    /** An encoded picture with its name: {@link ImageValue}. */
    IMAGE(ImageValue.class),
    /** How often each category occurs: {@link CategoryCounts}. */
    CATEGORY_COUNTS(CategoryCounts.class);

    private final Class<?> carrier;

    FieldType(Class<?> carrier) {
        this.carrier = carrier;
    }

    /** True when {@code value} is of this type; lists are checked to hold strings only. */
    public boolean accepts(Object value) {
        if (this == STRING_LIST) {
            return value instanceof java.util.List<?> list && list.stream().allMatch(String.class::isInstance);
        }
        return carrier.isInstance(value);
    }
}
