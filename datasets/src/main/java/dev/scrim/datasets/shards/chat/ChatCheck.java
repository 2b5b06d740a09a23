package dev.scrim.datasets.shards.chat;

import dev.scrim.datasets.model.Viewport;
import dev.scrim.datasets.shards.DisclosedRow;
import dev.scrim.datasets.shards.EncodedImage;
import dev.scrim.datasets.shards.ShardDirectory;
import dev.scrim.datasets.shards.ShardFormat;
import dev.scrim.datasets.shards.ShardInfo;
import dev.scrim.datasets.shards.StepSchema;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Reads an export's files again: each against itself, and conversations against the steps they were made from. */
final class ChatCheck {
    private final String format;
    private final Dialect dialect;
    private final ShardDirectory directory;
    private final Consumer<String> problems;

    ChatCheck(String format, Dialect dialect, ShardDirectory directory, Consumer<String> problems) {
        this.format = format;
        this.dialect = dialect;
        this.directory = directory;
        this.problems = problems;
    }

    ShardFormat.Contents picture(String file) throws IOException {
        try {
            EncodedImage.of(ChatReader.bytes(directory, file));
        } catch (IllegalArgumentException e) {
            problems.accept("it is no picture");
        }
        return new ShardFormat.Contents(0, 1);
    }

    /** Every row, its pictures with their hashes, its rating and its words. */
    ShardFormat.Contents steps(String file) throws IOException {
        long rows = 0;
        try (StepLines lines = new StepLines(directory, file, path -> ChatReader.bytes(directory, path))) {
            Wording wording = wording(lines.header());
            for (Optional<StepLines.Line> line = lines.next(); line.isPresent(); line = lines.next()) {
                DisclosedRow row = line.get().row();
                hash(row, "image", rows);
                hash(row, "after_image", rows);
                if (!StepSchema.rated(
                        number(row, StepSchema.SENSITIVITY), number(row, StepSchema.TRAJECTORY_SENSITIVITY))) {
                    problems.accept("row " + rows + " has a sensitivity that cannot be");
                }
                if (!file.startsWith(ChatFiles.STEPS + row.string("split").orElse("?") + "-")) {
                    problems.accept("row " + rows + " is of another split");
                }
                if (!Json.text(SaidStep.of(row, wording).toJson())
                        .equals(line.get().text())) {
                    problems.accept("row " + rows + " is said in other words than its own");
                }
                rows++;
            }
        }
        return new ShardFormat.Contents(rows, 0);
    }

    private static Optional<Integer> number(DisclosedRow row, String field) {
        return row.number(field).map(Number::intValue);
    }

    private void hash(DisclosedRow row, String column, long at) {
        Optional<String> wanted = row.string(column + "_sha256");
        row.image(column).ifPresent(image -> {
            byte[] bytes = new byte[image.length()];
            image.bytes().get(bytes);
            try {
                EncodedImage read = EncodedImage.of(bytes);
                if (wanted.isPresent() && !wanted.get().equals(read.sha256())) {
                    problems.accept("row " + at + " has another " + column + " than its SHA-256 says");
                }
                if (row.number(column + "_width")
                                .filter(w -> w.intValue() != read.widthPx())
                                .isPresent()
                        || row.number(column + "_height")
                                .filter(h -> h.intValue() != read.heightPx())
                                .isPresent()) {
                    problems.accept("row " + at + " has an " + column + " of another size");
                }
            } catch (IllegalArgumentException e) {
                problems.accept("row " + at + " has an " + column + " that is no picture");
            }
        });
    }

    /** Each line is what its steps give, holds as many pictures as it has places for, and says steps. */
    ShardFormat.Contents conversations(ShardInfo file) throws IOException {
        if (file.split()
                .filter(s -> file.file().startsWith(ChatFiles.DATA + s + "-"))
                .isEmpty()) {
            problems.accept("row 0 is of another split");
        }
        try (StepLines steps = new StepLines(directory, ChatFiles.stepsOf(file.file()), path -> new byte[0]);
                BufferedReader in = StepLines.open(directory, file.file())) {
            Lines lines = new Lines(in, wording(steps.header()));
            Telling telling = new Telling(dialect, lines);
            for (Optional<StepLines.Line> step = steps.next(); step.isPresent(); step = steps.next()) {
                telling.accept(SaidStep.of(step.get().row(), lines.wording));
            }
            telling.finish();
            while (lines.read().isPresent()) {
                problems.accept("line " + (lines.count - 1) + " comes from no steps");
            }
            return new ShardFormat.Contents(lines.count, 0);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private Wording wording(StepHeader header) {
        if (!header.format().equals(format)) {
            problems.accept("it is of another format");
        }
        return Wording.of(format, dialect, header.options());
    }

    /** The lines there are, compared with the conversations that there should be. */
    private final class Lines implements Consumer<Conversation> {
        private final BufferedReader in;
        private final Wording wording;
        private long count;

        Lines(BufferedReader in, Wording wording) {
            this.in = in;
            this.wording = wording;
        }

        Optional<String> read() {
            try {
                Optional<String> line = Optional.ofNullable(in.readLine());
                count += line.isPresent() ? 1 : 0;
                return line;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void accept(Conversation c) {
            Optional<String> line = read();
            if (line.isEmpty()) {
                problems.accept("a conversation of its steps is missing");
                return;
            }
            String at = "line " + (count - 1);
            if (!line.get().equals(Json.text(dialect.line(c, wording)))) {
                problems.accept(at + " is not what its steps give");
            }
            try {
                compare(at, c, dialect.see(Json.read(line.get()), screens(c)));
            } catch (IOException | RuntimeException e) {
                problems.accept(at + " has another form (" + e.getClass().getSimpleName() + ")");
            }
        }

        private void compare(String at, Conversation c, Dialect.Seen seen) throws IOException {
            if (seen.markers() != seen.images().size()) {
                problems.accept(at + " has " + seen.markers() + " places for "
                        + seen.images().size() + " pictures");
            }
            for (String image : seen.images()) {
                if (!image.startsWith(ChatFiles.IMAGES) || !ChatFiles.exists(directory, image)) {
                    problems.accept(at + " names a picture that is not there");
                }
            }
            List<Viewport> screens = screens(c);
            if (seen.calls().size() != screens.size() || seen.ended() != c.ends()) {
                problems.accept(at + " has " + seen.calls().size() + " steps, of " + screens.size());
                return;
            }
            for (int i = 0; i < screens.size(); i++) {
                if (!wording.reads(seen.calls().get(i), screens.get(i))) {
                    problems.accept(at + " has a step that cannot be read in " + wording.space());
                }
            }
        }

        private static List<Viewport> screens(Conversation c) {
            return c.turns().stream()
                    .flatMap(t -> t.deed().stream())
                    .map(Turn.Deed::screen)
                    .toList();
        }
    }
}
