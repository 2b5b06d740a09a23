package dev.scrim.redaction.train;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads the public corpora that the committed models and lexicons are made from. The corpora themselves are never committed. */
public final class Corpora {
    private static final Pattern MARKUP = Pattern.compile("<[^>]{1,40}>|\\{\\{[^}]*\\}\\}|\\{%[^%]*%\\}|&\\w+;");
    private final Path root;

    public Corpora(Path root) {
        this.root = root;
    }

    /** A corpus file. */
    public Path path(String name) {
        return root.resolve(name);
    }

    /** Lines of a file, or of all files of a folder in name order. */
    public List<String> lines(String name) throws IOException {
        List<String> out = new ArrayList<>();
        Path p = root.resolve(name);
        if (Files.isDirectory(p)) {
            try (Stream<Path> files = Files.list(p)) {
                for (Path f : files.filter(f -> f.toString().matches(".*\\.(md|txt|conll)"))
                        .filter(f -> !f.getFileName().toString().matches("(?i)(README|LICENSE).*"))
                        .sorted()
                        .toList()) {
                    out.addAll(
                            List.of(Files.readString(f, StandardCharsets.UTF_8).split("\\R")));
                }
            }
        } else {
            out.addAll(List.of(Files.readString(p, StandardCharsets.UTF_8).split("\\R")));
        }
        return out;
    }

    /** Tax-interface English: the strings of the filing program, markup taken off. */
    public List<String> tax() throws IOException {
        List<String> out = new ArrayList<>();
        StringBuilder current = new StringBuilder();
        for (String line : lines("irs-direct-file/en.yaml")) {
            if (line.contains("http") || line.contains("urls:")) {
                continue;
            }
            Matcher key = Pattern.compile("^\\s*(?:- )?[\\w./{}\"'-]+:(?: >-| \\|-?)?(.*)$")
                    .matcher(line);
            if (key.matches()) {
                flush(out, current);
                current.append(key.group(1));
            } else {
                current.append(' ').append(line.strip());
            }
        }
        flush(out, current);
        return out;
    }

    private static void flush(List<String> out, StringBuilder current) {
        String text = MARKUP.matcher(current)
                .replaceAll(" ")
                .replaceAll("[\\\\*_`\"]", "")
                .replaceAll("\\s+", " ")
                .strip();
        current.setLength(0);
        if (text.length() >= 4 && !text.startsWith("/") && text.matches(".*\\p{L}{3}.*")) {
            out.add(text);
        }
    }

    /** Handbook prose of a personnel office, markdown taken off. */
    public List<String> hr() throws IOException {
        List<String> out = new ArrayList<>();
        StringBuilder paragraph = new StringBuilder();
        for (String line : lines("hr-18f")) {
            if (line.isBlank() || line.startsWith("#") || line.startsWith("-") || line.startsWith("|")) {
                flush(out, paragraph);
            }
            String bare = line.replaceAll("\\]\\([^)]*\\)", " ")
                    .replaceAll("https?://\\S+", " ")
                    .replaceAll("[\\[\\]|#>-]{1,}", " ");
            paragraph.append(' ').append(bare);
        }
        flush(out, paragraph);
        return out;
    }

    /** Notes and turns of doctor-patient dialogues. */
    public List<String> medical() throws IOException {
        List<String> out = new ArrayList<>();
        for (String f : List.of(
                "mts-dialog/MTS-Dialog-TestSet-1-MEDIQA-Chat-2023.csv",
                "mts-dialog/MTS-Dialog-TestSet-2-MEDIQA-Sum-2023.csv",
                "mts-dialog/MTS-Dialog-ValidationSet.csv",
                "aci-bench/clef_taskC_test3.csv",
                "aci-bench/clinicalnlp_taskB_test1.csv")) {
            for (String line : lines(f)) {
                String text = line.replaceAll("^\\d+,[A-Z]+,", "")
                        .replaceAll("^\\w+,\\w+,", "")
                        .replaceAll("\\[?(?:doctor|patient|Doctor|Patient)\\]?:? ", "")
                        .replaceAll("[\"\\[\\]]", "")
                        .strip();
                if (text.length() >= 8) {
                    out.add(text);
                }
            }
        }
        return out;
    }

    /** Lines of public IRC logs, nick and time kept as they are on a screen. */
    public List<String> chat() throws IOException {
        List<String> out = new ArrayList<>();
        for (String line : lines("chat-irc")) {
            if (line.startsWith("[")) {
                out.add(line);
            }
        }
        return out;
    }

    /** Sentences of a CoNLL file as lists of {token, label}; labels mapped to B-PER, I-PER, B-LOC, I-LOC, B-ORG, I-ORG and O. */
    public List<List<String[]>> entities(String name) throws IOException {
        List<List<String[]>> out = new ArrayList<>();
        List<String[]> sentence = new ArrayList<>();
        for (String line : lines(name)) {
            if (line.isBlank()) {
                if (!sentence.isEmpty()) {
                    out.add(sentence);
                    sentence = new ArrayList<>();
                }
                continue;
            }
            String[] f = line.split("\\t", -1);
            if (f.length >= 2) {
                sentence.add(new String[] {f[0], label(f[1].strip())});
            }
        }
        if (!sentence.isEmpty()) {
            out.add(sentence);
        }
        return out;
    }

    private static String label(String raw) {
        String l = raw.toLowerCase(Locale.ROOT);
        String prefix = l.startsWith("b-") ? "B-" : "I-";
        if (l.contains("per")) {
            return prefix + "PER";
        }
        if (l.contains("loc")) {
            return prefix + "LOC";
        }
        return l.contains("org") || l.contains("corporation") || l.contains("group") ? prefix + "ORG" : "O";
    }

    /** How often each lower-case word occurs in texts that are not medical. */
    public Map<String, Integer> commonWords() throws IOException {
        Map<String, Integer> count = new HashMap<>();
        List<String> texts = new ArrayList<>(tax());
        texts.addAll(hr());
        texts.addAll(chat());
        for (String f : List.of("ner-btc", "ner-wnut17")) {
            for (String line : lines(f)) {
                texts.add(line.split("\\t", 2)[0]);
            }
        }
        for (String text : texts) {
            for (String word : text.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+", -1)) {
                count.merge(word, 1, Integer::sum);
            }
        }
        return count;
    }
}
