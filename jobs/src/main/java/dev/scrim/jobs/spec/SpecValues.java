package dev.scrim.jobs.spec;

import java.net.URI;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A spec as a flat map from concrete path, such as {@code sources[0].uri}, to value and place. Values are {@code String},
 * {@code Long}, {@code Double}, {@code URI}, {@code List<String>}, {@code Map<String, String>}, {@code Integer} (size of
 * a list of sections) or {@code Boolean.TRUE} (a section that is there).
 */
record SpecValues(Map<String, Located> byPath) {
    SpecValues {
        byPath = Collections.unmodifiableMap(new LinkedHashMap<>(byPath));
    }

    /**
     * A value and where it stands; a default stands where its section does.
     *
     * @param line from 1
     * @param column from 1
     */
    record Located(Object value, int line, int column) {}

    Optional<Located> find(String path) {
        return Optional.ofNullable(byPath.get(path));
    }

    boolean has(String path) {
        return byPath.containsKey(path);
    }

    String text(String path) {
        return (String) value(path);
    }

    int whole(String path) {
        return Math.toIntExact((Long) value(path));
    }

    double decimal(String path) {
        return (Double) value(path);
    }

    URI location(String path) {
        return (URI) value(path);
    }

    /** How many sections a list has. */
    int size(String path) {
        return (Integer) value(path);
    }

    @SuppressWarnings("unchecked") // only the walker makes values, and by the key's type
    List<String> texts(String path) {
        return (List<String>) value(path);
    }

    @SuppressWarnings("unchecked") // only the walker makes values, and by the key's type
    Map<String, String> columns(String path) {
        return (Map<String, String>) value(path);
    }

    private Object value(String path) {
        Located located = byPath.get(path);
        if (located == null) {
            throw new IllegalStateException("Cannot bind spec key without a value: " + path);
        }
        return located.value();
    }
}
