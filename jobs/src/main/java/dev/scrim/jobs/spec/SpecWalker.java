package dev.scrim.jobs.spec;

import dev.scrim.jobs.spec.SpecKey.Presence;
import dev.scrim.jobs.spec.SpecValues.Located;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Walks a YAML tree along the key table, collecting values, defaults and every problem. For one reading by one thread. */
final class SpecWalker {
    private final Path base;
    private final Map<String, List<SpecKey>> children = new HashMap<>();
    private final Map<String, Located> values = new LinkedHashMap<>();
    private final List<SpecProblem> problems = new ArrayList<>();

    /** @param base absolute folder that relative paths start from */
    SpecWalker(Path base) {
        this.base = base;
        for (SpecKey key : SpecKeys.ALL) {
            children.computeIfAbsent(key.parent(), parent -> new ArrayList<>()).add(key);
        }
    }

    /** Walks a whole document; an empty one has no root. */
    void walk(Optional<Node> root) {
        Place top = new Place(1, 1, false);
        section(root, top, "", "");
    }

    SpecValues values() {
        return new SpecValues(values);
    }

    List<SpecProblem> problems() {
        return problems;
    }

    /** Where to say that something is wrong; {@code fallback} marks nodes of a default, whose own places mean nothing. */
    private record Place(int line, int column, boolean fallback) {
        Place of(Node node) {
            return fallback
                    ? this
                    : node.getStartMark()
                            .map(mark -> new Place(mark.getLine() + 1, mark.getColumn() + 1, false))
                            .orElse(this);
        }
    }

    /**
     * @param pattern path in the table
     * @param path path in the file
     */
    private void section(Optional<Node> node, Place at, String pattern, String path) {
        Map<String, NodeTuple> entries = new LinkedHashMap<>();
        if (node.isPresent() && !isNull(node.get())) {
            if (!(node.get() instanceof MappingNode mapping)) {
                problem(path, at, "Cannot read a section: it is " + kind(node.get()), "write key: value lines");
                return;
            }
            entries.putAll(entries(mapping, at, path));
        }
        List<SpecKey> known = children.getOrDefault(pattern, List.of());
        entries.forEach((name, entry) -> {
            if (known.stream().noneMatch(key -> key.name().equals(name))) {
                unknown(name, known.stream().map(SpecKey::name).toList(), at.of(entry.getKeyNode()), path);
            }
        });
        for (SpecKey key : known) {
            String childPath = join(path, key.name());
            NodeTuple entry = entries.get(key.name());
            if (entry != null) {
                value(key, entry.getValueNode(), at.of(entry.getKeyNode()), childPath);
            } else if (key.presence() == Presence.REQUIRED) {
                problem(childPath, at, "Cannot do without this key", key.meaning() + " Write: " + shape(key));
            } else if (key.fallback().isPresent()) {
                Place pinned = new Place(at.line(), at.column(), true);
                value(key, YamlText.compose(key.fallback().get()).orElseThrow(), pinned, childPath);
            }
        }
    }

    /** A section is no word that one can write: what it must have is. */
    private String shape(SpecKey key) {
        if (!(key.type() instanceof SpecType.Section)) {
            return key.type().label();
        }
        return children.getOrDefault(key.path(), List.of()).stream()
                .filter(child -> child.presence() == Presence.REQUIRED)
                .map(child -> child.name() + ": " + child.type().label())
                .collect(Collectors.joining(", ", "{", "}"));
    }

    private Map<String, NodeTuple> entries(MappingNode mapping, Place at, String path) {
        Map<String, NodeTuple> entries = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            Node keyNode = tuple.getKeyNode();
            if (!(keyNode instanceof ScalarNode scalar)) {
                problem(path, at.of(keyNode), "Cannot read a key: it is " + kind(keyNode), "a key is one word");
                continue;
            }
            NodeTuple first = entries.putIfAbsent(scalar.getValue(), tuple);
            if (first != null) {
                problem(
                        join(path, scalar.getValue()),
                        at.of(keyNode),
                        "Cannot have a key twice: first on line "
                                + at.of(first.getKeyNode()).line(),
                        "keep one of them");
            }
        }
        return entries;
    }

    private void value(SpecKey key, Node node, Place keyAt, String path) {
        Place at = keyAt.of(node);
        SpecType type = key.type();
        if (type instanceof SpecType.Section) {
            values.put(path, new Located(true, keyAt.line(), keyAt.column()));
            section(Optional.of(node), isNull(node) ? keyAt : at, key.path(), path);
        } else if (isNull(node)) {
            problem(
                    path,
                    keyAt,
                    "Cannot leave a key without a value",
                    "write " + type.label() + ", or leave the key out");
        } else if (type instanceof SpecType.Sections) {
            sections(key, node, at, path);
        } else if (type instanceof SpecType.Texts texts) {
            texts(texts, node, at, path);
        } else if (type instanceof SpecType.Columns columns) {
            columns(columns, node, at, path);
        } else if (node instanceof ScalarNode scalar) {
            scalar(type, scalar, at, path).ifPresent(value -> put(path, value, at));
        } else {
            problem(path, at, "Cannot read a value: it is " + kind(node), "write " + type.label());
        }
    }

    private void sections(SpecKey key, Node node, Place at, String path) {
        if (!(node instanceof SequenceNode list)) {
            problem(path, at, "Cannot read a list: it is " + kind(node), "begin each item with a dash");
            return;
        }
        if (list.getValue().isEmpty()) {
            problem(path, at, "Cannot have an empty list", "give it an item, or leave the key out for its default");
        }
        put(path, list.getValue().size(), at);
        for (int i = 0; i < list.getValue().size(); i++) {
            Node item = list.getValue().get(i);
            section(Optional.of(item), at.of(item), key.path() + "[]", path + "[" + i + "]");
        }
    }

    private void texts(SpecType.Texts type, Node node, Place at, String path) {
        if (!(node instanceof SequenceNode list)) {
            problem(path, at, "Cannot read a list: it is " + kind(node), "write [a, b] or a dash per line");
            return;
        }
        if (list.getValue().size() < type.minItems()) {
            problem(path, at, "Cannot have an empty list", "give it an item, or leave the key out for its default");
        }
        List<String> items = new ArrayList<>();
        for (int i = 0; i < list.getValue().size(); i++) {
            Node item = list.getValue().get(i);
            String itemPath = path + "[" + i + "]";
            if (!(item instanceof ScalarNode scalar) || isNull(item)) {
                problem(
                        itemPath,
                        at.of(item),
                        "Cannot read an item: it is " + kind(item),
                        "write " + type.item().label());
                continue;
            }
            Optional<Object> value = scalar(type.item(), scalar, at.of(item), itemPath);
            if (value.isPresent() && items.contains(scalar.getValue())) {
                problem(itemPath, at.of(item), "Cannot have an item twice: " + quoted(scalar), "keep one of them");
            }
            items.add(scalar.getValue());
        }
        put(path, List.copyOf(items), at);
    }

    private void columns(SpecType.Columns type, Node node, Place at, String path) {
        if (!(node instanceof MappingNode mapping)) {
            problem(path, at, "Cannot read a map: it is " + kind(node), "write field: column lines");
            return;
        }
        Map<String, String> columns = new TreeMap<>();
        entries(mapping, at, path).forEach((field, entry) -> {
            Node value = entry.getValueNode();
            if (!type.fields().contains(field)) {
                unknown(field, type.fields(), at.of(entry.getKeyNode()), path);
            } else if (!(value instanceof ScalarNode column)
                    || isNull(value)
                    || column.getValue().isBlank()) {
                problem(
                        join(path, field),
                        at.of(value),
                        "Cannot read a column: it is " + kind(value),
                        "write its name");
            } else {
                columns.put(field, column.getValue());
            }
        });
        put(path, columns, at);
    }

    private Optional<Object> scalar(SpecType type, ScalarNode node, Place at, String path) {
        String text = node.getValue();
        if (type instanceof SpecType.Choice choice) {
            if (choice.allowed().contains(text)) {
                return Optional.of(text);
            }
            String hint = Suggestions.nearest(text, choice.allowed())
                    .map(near -> "; did you mean " + near + "?")
                    .orElse("");
            problem(path, at, "Cannot use this value: " + quoted(node) + hint, "one of " + choice.label());
        } else if (type instanceof SpecType.Text shape) {
            if (shape.shape().matcher(text).matches()) {
                return Optional.of(text);
            }
            problem(path, at, "Cannot use this value: " + quoted(node), "write " + shape.remedy());
        } else if (type instanceof SpecType.Location) {
            try {
                return Optional.of(Locations.resolve(text, base));
            } catch (IllegalArgumentException e) {
                problem(
                        path,
                        at,
                        "Cannot use this as a path or URI: " + e.getMessage(),
                        "write an absolute path, a path from this file's folder, or a URI");
            }
        } else if (type instanceof SpecType.Whole range) {
            if (node.getTag().equals(Tag.INT)) {
                return whole(range, node, at, path);
            }
            problem(path, at, "Cannot read a whole number: it is " + quoted(node), "write a " + range.label());
        } else if (type instanceof SpecType.Decimal range) {
            if (node.getTag().equals(Tag.INT) || node.getTag().equals(Tag.FLOAT)) {
                return decimal(range, node, at, path);
            }
            problem(path, at, "Cannot read a number: it is " + quoted(node), "write a " + range.label());
        } else {
            throw new IllegalStateException("Cannot read a scalar as " + type.label());
        }
        return Optional.empty();
    }

    private Optional<Object> whole(SpecType.Whole range, ScalarNode node, Place at, String path) {
        try {
            long value = Long.parseLong(node.getValue());
            if (value >= range.min() && value <= range.max()) {
                return Optional.of(value);
            }
        } catch (NumberFormatException e) {
            // Octal and hexadecimal, or more digits than any range here allows: said below like any other bad number.
        }
        problem(path, at, "Cannot use this number: " + quoted(node), "write a " + range.label());
        return Optional.empty();
    }

    private Optional<Object> decimal(SpecType.Decimal range, ScalarNode node, Place at, String path) {
        try {
            double value = Double.parseDouble(node.getValue());
            if (value >= range.min() && value <= range.max()) {
                return Optional.of(value);
            }
        } catch (NumberFormatException e) {
            // YAML's .inf and .nan, hexadecimal: no number of a range.
        }
        problem(path, at, "Cannot use this number: " + quoted(node), "write a " + range.label());
        return Optional.empty();
    }

    private void unknown(String name, List<String> known, Place at, String path) {
        String remedy = Suggestions.nearest(name, known)
                .map(near -> "did you mean " + near + "?")
                .orElse("known here: " + String.join(", ", known));
        problem(join(path, name), at, "Cannot use an unknown key", remedy);
    }

    private void put(String path, Object value, Place at) {
        values.put(path, new Located(value, at.line(), at.column()));
    }

    private void problem(String path, Place at, String message, String remedy) {
        problems.add(new SpecProblem(path, at.line(), at.column(), message, remedy));
    }

    private static String join(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    private static boolean isNull(Node node) {
        return node.getTag().equals(Tag.NULL);
    }

    private static String kind(Node node) {
        if (node instanceof MappingNode) {
            return "a section";
        }
        if (node instanceof SequenceNode) {
            return "a list";
        }
        return isNull(node) ? "empty" : quoted((ScalarNode) node);
    }

    private static String quoted(ScalarNode node) {
        int longest = 60;
        String text = node.getValue();
        return "\"" + (text.length() > longest ? text.substring(0, longest) + "..." : text) + "\"";
    }
}
