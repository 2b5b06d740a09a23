package dev.scrim.redaction.train;

import dev.scrim.redaction.detect.LinearModel;
import dev.scrim.redaction.detect.person.Gazetteer;
import dev.scrim.redaction.detect.person.PersonTagger;
import dev.scrim.redaction.detect.person.Tokens;
import dev.scrim.redaction.detect.person.WordClasses;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * Trains the person tagger: {@code PersonTrainer <corpora> <module>/src/main/resources/dev/scrim/redaction/detect/person
 * <clusters> <tags>}, the last two being {@code en-brown-clusters-twit-lowercase.xz} and
 * {@code en-ambiguity-classes-simplified-lowercase.xz} of {@code edu.emory.mathcs.nlp:nlp4j-english:1.1.2}, unpacked with
 * {@code xz -d}. Without them the committed table of word classes is used. Held out: the WNUT-17 test set, part b of the Broad
 * Twitter Corpus (both without @handles, which are no names), screen templates whose surnames are invented from syllables the training never saw, and rows of
 * {@link NameRows} with other names, things and forms.
 */
public final class PersonTrainer {
    private static final int BITS = 18;
    private static final List<String> LABELS = List.of("O", "PER", "LOC", "ORG");

    /** A text with the character ranges of its names, {@code {start, end, label}}. */
    record Marked(String text, List<int[]> names) {}

    private final Random random = new Random(20261102);
    private final Corpora corpora;

    private final WordClasses classes;

    private PersonTrainer(Corpora corpora, WordClasses classes) {
        this.corpora = corpora;
        this.classes = classes;
    }

    public static void main(String[] args) throws IOException {
        WordClasses classes = args.length < 4
                ? WordClasses.standard()
                : WordClasses.of(wordMap(Path.of(args[2])), wordMap(Path.of(args[3])));
        new PersonTrainer(new Corpora(Path.of(args[0])), classes).run(Path.of(args[1]));
    }

    @SuppressWarnings({"unchecked", "BanSerializableRead"})
    private static Map<String, Collection<String>> wordMap(Path file) throws IOException {
        try (ObjectInputStream in = new ObjectInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            return (Map<String, Collection<String>>) in.readObject();
        } catch (ClassNotFoundException e) {
            throw new IOException("Cannot read " + file.getFileName() + " (it is no map of words)", e);
        }
    }

    private void run(Path out) throws IOException {
        Gazetteer gazetteer = gazetteer();
        List<String> firstNames = corpora.lines("lexicon-names/first-names.txt").stream()
                .filter(n -> n.length() >= 3)
                .toList();
        Templates templates = Templates.marked(random, firstNames, corpora.lines("lexicon-names/surnames.txt"), false);
        List<LinearTrainer.Sample> samples = new ArrayList<>();
        for (String file :
                List.of("person", "person", "person", "other", "tax", "medical", "hr", "chat", "ai", "chatlines")) {
            for (int i = 0; i < 5000; i++) {
                add(samples, parse(templates.line(file)), gazetteer);
            }
        }
        List<String> surnames = corpora.lines("lexicon-names/surnames.txt");
        List<String> twoFaced = surnames.stream()
                .filter(n -> classes.isOnlyCommon(n) && n.length() >= 3)
                .toList();
        NameRows rows = new NameRows(random, false, firstNames, surnames, twoFaced);
        for (int i = 0; i < 30_000; i++) {
            add(samples, parse(rows.names()), gazetteer);
            add(samples, parse(rows.others()), gazetteer);
        }
        for (String file : List.of(
                "ner-btc/a.conll",
                "ner-btc/e.conll",
                "ner-btc/f.conll",
                "ner-btc/g.conll",
                "ner-btc/h.conll",
                "ner-wnut17/wnut17train.conll",
                "ner-wnut17/emerging.dev.conll")) {
            for (List<String[]> sentence : corpora.entities(file)) {
                add(samples, join(sentence), gazetteer);
            }
        }
        for (String line : corpora.tax()) {
            if (line.length() < 60 && random.nextInt(2) == 0) {
                add(samples, new Marked(line, List.of()), gazetteer);
            }
        }
        LinearModel model = new LinearTrainer(BITS, LABELS.size(), 4, 0.1, 1e-7).train(samples, 6);
        Files.createDirectories(out);
        model.write(Files.newOutputStream(out.resolve("person-model.gz")));
        gazetteer.write(Files.newOutputStream(out.resolve("names.gz")));
        classes.write(Files.newOutputStream(out.resolve("words.gz")));
        String report = report(PersonTagger.of(model, gazetteer, classes), samples.size(), firstNames);
        Files.writeString(out.resolve("person-model.txt"), report, StandardCharsets.UTF_8);
        System.out.print(report);
    }

    private Gazetteer gazetteer() throws IOException {
        Map<String, int[]> seen = new HashMap<>();
        List<String> texts = new ArrayList<>(corpora.tax());
        texts.addAll(corpora.hr());
        texts.addAll(corpora.medical());
        texts.addAll(corpora.chat());
        for (String text : texts) {
            for (String w : text.split("[^\\p{L}']+", -1)) {
                if (w.length() > 1) {
                    boolean lower = w.equals(w.toLowerCase(Locale.ROOT));
                    seen.computeIfAbsent(w.toLowerCase(Locale.ROOT), k -> new int[2])[lower ? 0 : 1]++;
                }
            }
        }
        Set<String> common = new HashSet<>();
        Set<String> first = new HashSet<>(corpora.lines("lexicon-names/first-names.txt"));
        seen.forEach((w, n) -> {
            if (n[0] >= (first.contains(w) ? 15 : 3) && n[0] > n[1] / 3) {
                common.add(w);
            }
        });
        common.addAll(Templates.slotWords());
        Set<String> places = new HashSet<>();
        for (String file : List.of("cities", "counties")) {
            for (String line : corpora.lines("lexicon-names/" + file + ".txt")) {
                places.addAll(List.of(line.toLowerCase(Locale.ROOT).split(" ")));
            }
        }
        return Gazetteer.of(first, corpora.lines("lexicon-names/surnames.txt"), places, common);
    }

    private void add(List<LinearTrainer.Sample> samples, Marked marked, Gazetteer gazetteer) {
        String text = marked.text();
        int roll = random.nextInt(20);
        if (roll == 0) {
            text = text.toUpperCase(Locale.ROOT);
        } else if (roll <= 2) {
            text = text.toLowerCase(Locale.ROOT);
        }
        if (text.length() != marked.text().length()) {
            return;
        }
        Tokens tokens = Tokens.of(text, gazetteer, classes);
        for (int i = 0; i < tokens.size(); i++) {
            boolean handle = i > 0 && tokens.lower(i - 1).equals("@");
            if (tokens.isWord(i) && !handle) {
                samples.add(
                        new LinearTrainer.Sample(tokens.features(i, random.nextInt(4) != 0), label(marked, tokens, i)));
            }
        }
    }

    private static int label(Marked marked, Tokens tokens, int i) {
        for (int[] n : marked.names()) {
            if (n[0] < tokens.end(i) && tokens.start(i) < n[1]) {
                return n[2];
            }
        }
        return 0;
    }

    private static Marked join(List<String[]> sentence) {
        StringBuilder b = new StringBuilder();
        List<int[]> names = new ArrayList<>();
        for (String[] t : sentence) {
            int from = b.length();
            b.append(t[0]);
            boolean handle = t[0].startsWith("@") || b.toString().endsWith("@ " + t[0]);
            if (!t[1].equals("O") && !handle) {
                int label = LABELS.indexOf(t[1].substring(2));
                int end = b.length() - (t[0].length() > 2 && t[0].matches(".*[.,!?:;]") ? 1 : 0);
                int[] last = names.isEmpty() ? new int[] {-9, -9, 0} : names.get(names.size() - 1);
                if (t[1].startsWith("I-") && last[2] == label && last[1] + 1 >= from && last[1] <= from) {
                    last[1] = end;
                } else {
                    names.add(new int[] {from, end, label});
                }
            }
            b.append(' ');
        }
        return new Marked(b.toString(), names);
    }

    /** Takes the marks of {@link Templates} off; neighbouring marks of one kind are one name. */
    static Marked parse(String marked) {
        StringBuilder b = new StringBuilder();
        List<int[]> names = new ArrayList<>();
        for (int i = 0; i < marked.length(); i++) {
            char c = marked.charAt(i);
            if (c >= 1 && c <= 3) {
                int[] last = names.isEmpty() ? new int[] {0, -9, 0} : names.get(names.size() - 1);
                if (last[2] == c && last[1] == b.length() - 1 && b.charAt(b.length() - 1) == ' ') {
                    last[1] = -1;
                } else {
                    names.add(new int[] {b.length(), -1, c});
                }
            } else if (c == 4) {
                names.get(names.size() - 1)[1] = b.length();
            } else {
                b.append(c);
            }
        }
        return new Marked(b.toString(), names);
    }

    private String report(PersonTagger tagger, int trained, List<String> firstNames) throws IOException {
        StringBuilder b = new StringBuilder(
                "Person tagger: hashed linear model over words, shapes, gazetteer flags, Brown clusters and neighbours; 2^18 buckets, one byte a weight.\n");
        b.append(
                "Made by: PersonTrainer <corpora> <resources>/dev/scrim/redaction/detect/person (seeds in the source).\n");
        b.append("Trained on ")
                .append(trained)
                .append(
                        " tokens of the public corpora named in NOTICE and of the templates in src/test/resources/train.\n");
        Templates held = Templates.marked(random, firstNames, List.of(), true);
        List<Marked> screens = new ArrayList<>();
        List<Marked> neutral = new ArrayList<>();
        for (int i = 0; i < 1500; i++) {
            screens.add(parse(held.line("person")));
            neutral.add(parse(held.line("other")));
        }
        NameRows rows = new NameRows(
                random,
                true,
                List.of(),
                List.of(),
                corpora.lines("lexicon-names/surnames.txt").stream()
                        .filter(n -> classes.isOnlyCommon(n) && n.length() >= 3)
                        .toList());
        List<Marked> named = new ArrayList<>();
        List<Marked> unnamed = new ArrayList<>();
        for (int i = 0; i < 2000; i++) {
            named.add(parse(rows.names()));
            unnamed.add(parse(rows.others()));
        }
        Map<String, List<Marked>> sets = new LinkedHashMap<>();
        sets.put("held-out rows, other names and forms", named);
        sets.put("held-out rows of things", unnamed);
        sets.put("screen templates, unseen surnames", screens);
        sets.put("neutral interface and code", neutral);
        sets.put(
                "Broad Twitter Corpus b",
                corpora.entities("ner-btc/b.conll").stream()
                        .map(PersonTrainer::join)
                        .toList());
        sets.put(
                "WNUT-17 test",
                corpora.entities("ner-wnut17/emerging.test.annotated").stream()
                        .map(PersonTrainer::join)
                        .toList());
        for (float threshold : new float[] {0.2f, 0.5f}) {
            for (Map.Entry<String, List<Marked>> e : sets.entrySet()) {
                b.append(score(tagger, threshold, e.getKey(), e.getValue()));
            }
        }
        return b.toString();
    }

    private static String score(PersonTagger tagger, float threshold, String name, List<Marked> set) {
        int persons = 0;
        int covered = 0;
        int tags = 0;
        int right = 0;
        for (Marked m : set) {
            List<PersonTagger.Tag> found = tagger.tag(m.text(), threshold);
            for (int[] n : m.names()) {
                if (n[2] == 1) {
                    persons++;
                    covered += found.stream().anyMatch(t -> t.start() <= n[0] && t.end() >= n[1]) ? 1 : 0;
                }
            }
            for (PersonTagger.Tag t : found) {
                boolean handle = t.start() > 1 && m.text().startsWith("@ ", t.start() - 2);
                if (t.kind() == PersonTagger.Kind.PERSON && !handle) {
                    tags++;
                    right += m.names().stream().anyMatch(n -> n[0] < t.end() && t.start() < n[1]) ? 1 : 0;
                }
            }
        }
        return String.format(
                Locale.ROOT,
                "threshold %.1f, %s: %d of %d persons fully covered (%.3f), %d of %d person tags on a name (%.3f), %d texts%n",
                threshold,
                name,
                covered,
                persons,
                covered / Math.max(1.0, persons),
                right,
                tags,
                right / Math.max(1.0, tags),
                set.size());
    }
}
