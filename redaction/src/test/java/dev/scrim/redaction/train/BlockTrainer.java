package dev.scrim.redaction.train;

import dev.scrim.redaction.detect.Detectors;
import dev.scrim.redaction.detect.LinearModel;
import dev.scrim.redaction.detect.block.BlockClassifier;
import dev.scrim.redaction.detect.block.BlockFeatures;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/**
 * Trains the block model: {@code BlockTrainer <corpora> <module>/src/main/resources/dev/scrim/redaction/detect/block}. A fifth
 * of each corpus, by paragraph, is held out; the report is written beside the model.
 */
public final class BlockTrainer {
    private static final int OTHER = BlockClassifier.CLASSES.size();
    private static final List<String> NAMES = List.of("tax", "medical", "chat", "hr", "ai", "other");
    private static final Pattern TECHNICAL = Pattern.compile(
            "(?i).*\\b(?:kernel|install\\w*|driver|package|error|file|sudo|apt|grub|partition|config\\w*|module|command|script|server|version|boot|repo|deb|gcc|compile|directory|mount|terminal|xorg|wifi|usb)\\b.*");
    private static final Pattern PERSONAL = Pattern.compile("(?i).*\\b(?:i|i'm|my|you|your|we|u|me|she|he)\\b.*");

    private record Text(String text, int label) {}

    private final Random random = new Random(20261101);
    private final Corpora corpora;

    private BlockTrainer(Corpora corpora) {
        this.corpora = corpora;
    }

    public static void main(String[] args) throws IOException {
        new BlockTrainer(new Corpora(Path.of(args[0]))).run(Path.of(args[1]));
    }

    private void run(Path out) throws IOException {
        List<Text> all = new ArrayList<>();
        add(all, corpora.tax(), 0);
        add(all, corpora.medical(), 1);
        addChat(all);
        add(all, corpora.hr(), 3);
        List<String> drugs = lexicon('D');
        List<String> conditions = lexicon('C');
        List<Text> train = new ArrayList<>();
        List<Text> test = new ArrayList<>();
        for (Text t : all) {
            (Math.floorMod(t.text().hashCode(), 5) == 0 ? test : train).add(t);
        }
        Set<List<Object>> salient = salient(train);
        List<Text> trainCuts = cuts(train, salient, 9000);
        List<Text> testCuts = cuts(test, salient, 600);
        List<String> names = corpora.lines("lexicon-names/first-names.txt");
        Templates trainTemplates = new Templates(
                random,
                drugs.subList(0, drugs.size() * 4 / 5),
                conditions.subList(0, conditions.size() * 4 / 5),
                names);
        Templates testTemplates = new Templates(
                random,
                drugs.subList(drugs.size() * 4 / 5, drugs.size()),
                conditions.subList(conditions.size() * 4 / 5, conditions.size()),
                names);
        int[] perClass = {9000, 9000, 9000, 12000, 9000, 40000};
        for (int label = 0; label <= OTHER; label++) {
            for (int i = 0; i < perClass[label]; i++) {
                trainCuts.add(new Text(block(trainTemplates, NAMES.get(label)), label));
            }
            for (int i = 0; i < 600; i++) {
                testCuts.add(new Text(block(testTemplates, NAMES.get(label)), label));
            }
        }
        List<LinearTrainer.Sample> samples = new ArrayList<>();
        for (Text t : trainCuts) {
            String text = random.nextInt(3) == 0
                    ? OcrNoise.apply(t.text(), 0.03 + 0.08 * random.nextDouble(), random)
                    : t.text();
            samples.add(new LinearTrainer.Sample(BlockFeatures.of(text), t.label()));
        }
        LinearModel model = new LinearTrainer(17, OTHER + 1, 5, 0.15, 1e-7).train(samples, 5);
        Files.createDirectories(out);
        model.write(Files.newOutputStream(out.resolve("block-model.gz")));
        String report = report(BlockClassifier.of(model), testCuts, samples.size());
        Files.writeString(out.resolve("block-model.txt"), report, StandardCharsets.UTF_8);
        System.out.print(report);
    }

    private String block(Templates templates, String file) {
        int lines = random.nextInt(3) == 0 ? 2 + random.nextInt(6) : 1;
        List<String> out = new ArrayList<>();
        for (int i = 0; i < lines; i++) {
            out.add(templates.line(file));
        }
        return String.join("\n", out);
    }

    private void add(List<Text> all, List<String> texts, int label) {
        for (String t : texts) {
            all.add(new Text(t, label));
        }
    }

    /** Nick and time make a message; technical talk without them reads like an issue thread and is neutral. */
    private void addChat(List<Text> all) throws IOException {
        for (String line : corpora.chat()) {
            String body = line.replaceFirst("^\\[[^]]*\\] (?:<[^>]*>)? ?", "");
            boolean technical = TECHNICAL.matcher(body).matches();
            if (random.nextInt(3) == 0) {
                all.add(new Text(line, 2));
            } else if (technical && body.length() > 25) {
                all.add(new Text(body, OTHER));
            } else if (!technical && PERSONAL.matcher(body).matches()) {
                all.add(new Text(body, 2));
            }
        }
        for (String file : List.of("ner-btc/h.conll", "ner-btc/g.conll", "ner-wnut17/wnut17train.conll")) {
            for (List<String[]> sentence : corpora.entities(file)) {
                String text = String.join(" ", sentence.stream().map(t -> t[0]).toList())
                        .replaceAll("https?:\\S+", "");
                if (PERSONAL.matcher(text).matches()) {
                    all.add(new Text(text, 2));
                }
            }
        }
    }

    /** Words that are at least four times as frequent in their class as elsewhere. */
    private static Set<List<Object>> salient(List<Text> texts) {
        Map<String, double[]> count = new HashMap<>();
        double[] total = new double[OTHER + 1];
        for (Text t : texts) {
            for (String w : words(t.text())) {
                count.computeIfAbsent(w, k -> new double[OTHER + 1])[t.label()]++;
                total[t.label()]++;
            }
        }
        Set<List<Object>> out = new HashSet<>();
        count.forEach((w, n) -> {
            for (int c = 0; c <= OTHER; c++) {
                double own = (n[c] + 0.1) / (total[c] + 1);
                double rest = 0;
                for (int o = 0; o <= OTHER; o++) {
                    rest = o == c || total[o] == 0 ? rest : Math.max(rest, (n[o] + 0.1) / (total[o] + 1));
                }
                if (n[c] >= 3 && own > 4 * rest) {
                    out.add(List.of(w, c));
                }
            }
        });
        return out;
    }

    private static String[] words(String text) {
        return text.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}-]+");
    }

    /** Pieces of 2 to 60 words, mostly short, each with a word that speaks for its class. */
    private List<Text> cuts(List<Text> texts, Set<List<Object>> salient, int perClass) {
        List<List<Text>> byClass = new ArrayList<>();
        for (int c = 0; c <= OTHER; c++) {
            byClass.add(new ArrayList<>());
        }
        texts.forEach(t -> byClass.get(t.label()).add(t));
        List<Text> out = new ArrayList<>();
        for (List<Text> own : byClass) {
            int made = 0;
            for (int tries = 0; made < perClass && tries < perClass * 20 && !own.isEmpty(); tries++) {
                Text t = own.get(random.nextInt(own.size()));
                String[] w = t.text().split("\\s+", -1);
                int n = random.nextInt(2) == 0 ? 2 + random.nextInt(5) : 5 + random.nextInt(55);
                int from = w.length <= n ? 0 : random.nextInt(w.length - n + 1);
                String cut = String.join(" ", Arrays.copyOfRange(w, from, Math.min(w.length, from + n)));
                boolean speaks = t.label() == 2
                        || t.label() == OTHER
                        || Arrays.stream(words(cut)).anyMatch(x -> salient.contains(List.<Object>of(x, t.label())));
                if (speaks) {
                    out.add(new Text(cut, t.label()));
                    made++;
                }
            }
        }
        return out;
    }

    private List<String> lexicon(char kind) throws IOException {
        List<String> out = new ArrayList<>();
        try (InputStream in = Detectors.class.getResourceAsStream("medical/lexicon.gz");
                GZIPInputStream gz = new GZIPInputStream(in)) {
            for (String line : new String(gz.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList()) {
                if (line.charAt(0) == kind && line.split(" ").length <= 3) {
                    out.add(line.substring(2));
                }
            }
        }
        Collections.shuffle(out, random);
        return out;
    }

    private String report(BlockClassifier classifier, List<Text> test, int trained) {
        StringBuilder b = new StringBuilder(
                "Block model: hashed words, word pairs and character 3- to 5-grams; multinomial logistic regression; 2^17 buckets, one byte a weight.\n");
        b.append(
                "Made by: BlockTrainer <corpora> <resources>/dev/scrim/redaction/detect/block (seeds in the source).\n");
        b.append("Trained on ")
                .append(trained)
                .append(
                        " pieces of the public corpora named in NOTICE and of the templates in src/test/resources/train.\n");
        b.append(
                "Held out: a fifth of the paragraphs of each corpus, and templates filled with other names and terms (these share their frames with training).\n");
        for (String mode : List.of("clean", "OCR noise 8 %")) {
            int[][] confusion = new int[OTHER + 1][OTHER + 1];
            int[] shortHit = new int[2];
            int hit = 0;
            for (Text t : test) {
                String text = mode.equals("clean") ? t.text() : OcrNoise.apply(t.text(), 0.08, random);
                BlockClassifier.Scores s = classifier.scores(text);
                int best = s.best(0).map(BlockClassifier.CLASSES::indexOf).orElse(OTHER);
                best = best == OTHER || s.other() >= s.of(BlockClassifier.CLASSES.get(best)) ? OTHER : best;
                confusion[t.label()][best]++;
                hit += best == t.label() ? 1 : 0;
                if (text.split("\\s+").length <= 6) {
                    shortHit[0] += best == t.label() ? 1 : 0;
                    shortHit[1]++;
                }
            }
            b.append(String.format(
                    Locale.ROOT,
                    "%s: accuracy %.4f of %d pieces, %.4f of %d pieces with 2 to 6 words%n",
                    mode,
                    hit / (double) test.size(),
                    test.size(),
                    shortHit[0] / (double) shortHit[1],
                    shortHit[1]));
            for (int c = 0; c <= OTHER; c++) {
                b.append(String.format(Locale.ROOT, "  %-8s %s%n", NAMES.get(c), Arrays.toString(confusion[c])));
            }
        }
        return b.toString();
    }
}
