package dev.scrim.jobs.review;

import dev.scrim.datasets.media.FrameCodec;
import dev.scrim.datasets.media.Png;
import dev.scrim.datasets.model.Action;
import dev.scrim.datasets.model.Box;
import dev.scrim.datasets.model.Category;
import dev.scrim.datasets.model.FrameRef;
import dev.scrim.datasets.model.MouseButton;
import dev.scrim.datasets.model.Pixels;
import dev.scrim.datasets.model.Point;
import dev.scrim.datasets.model.RecordingId;
import dev.scrim.datasets.model.SubjectId;
import dev.scrim.datasets.model.TimeSpan;
import dev.scrim.datasets.model.TrajectoryId;
import dev.scrim.datasets.store.Workspace;
import dev.scrim.datasets.vault.KeyId;
import dev.scrim.datasets.vault.LocalKeyring;
import dev.scrim.datasets.vault.PasswordHash;
import dev.scrim.jobs.account.AccessToken;
import dev.scrim.jobs.account.Account;
import dev.scrim.jobs.account.AccountBook;
import dev.scrim.jobs.account.Caller;
import dev.scrim.jobs.account.Callers;
import dev.scrim.jobs.account.Role;
import dev.scrim.jobs.account.RoleGrant;
import dev.scrim.jobs.audit.AuditLog;
import dev.scrim.jobs.audit.AuditStream;
import dev.scrim.jobs.canary.PlantedText;
import dev.scrim.jobs.review.desk.GlassDesk;
import dev.scrim.jobs.review.desk.ReviewDesk;
import dev.scrim.jobs.review.desk.ReviewedBuild;
import dev.scrim.jobs.review.fix.MissDesk;
import dev.scrim.jobs.review.frames.FrameDesk;
import dev.scrim.jobs.review.index.IndexBlock;
import dev.scrim.jobs.review.index.IndexFolder;
import dev.scrim.jobs.review.index.IndexedFrame;
import dev.scrim.jobs.review.index.ReviewIndex;
import dev.scrim.jobs.review.index.TrajectoryFile;
import dev.scrim.jobs.review.store.Database;
import dev.scrim.jobs.review.web.ReviewServer;
import dev.scrim.jobs.rows.FrameBlob;
import dev.scrim.jobs.stage.FinishedMedia;
import dev.scrim.jobs.stage.FrameStore;
import dev.scrim.jobs.stage.StageNames;
import dev.scrim.jobs.viewer.Trace;
import dev.scrim.jobs.viewer.TraceStep;
import dev.scrim.jobs.viewer.ViewerJson;
import dev.scrim.jobs.viewer.ViewerModel;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;

/**
 * A workspace with one build that can be reviewed, sealed as a real one is, but painted here: no recording, no Spark. Its
 * pages are grey lines with masks among them; frames that were asked for have something private that is not masked.
 */
public final class SyntheticReview {
    public static final String BUILD = "0123456789abcdef";
    public static final String RECORD = "ab".repeat(32);
    public static final int WIDTH = 960;
    public static final int HEIGHT = 540;

    private static final List<String> APPS = List.of("Mail", "Clinic desk", "Calc");
    /** Pages that differ; drawing one for each frame would take longer than all else. */
    private static final int PAGES = 6;

    private static final long SECOND_US = 1_000_000;

    private final Path root;
    private final double target;
    /** Of an officer, who may change accounts once there is one. */
    private String admin = "";
    /** What was opened last. */
    private @Nullable Database opened;

    private SyntheticReview(Path root, double target) {
        this.root = root;
        this.target = target;
    }

    /** One that is there already. */
    public static SyntheticReview at(Path root, double target) {
        return new SyntheticReview(root, target);
    }

    /**
     * Makes one.
     *
     * @param root a folder that is not there yet
     * @param segments independent ones, each of one trajectory
     * @param framesEach frames of each
     * @param leaking ordinals over all frames of those that leak
     * @param pictures whether there are pictures, and files of trajectories; without them only the index can be read
     * @param target largest share of leaking frames that is accepted
     */
    public static SyntheticReview make(
            Path root, int segments, int framesEach, Set<Integer> leaking, boolean pictures, double target)
            throws IOException {
        Files.createDirectory(root, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        SyntheticReview review = new SyntheticReview(root, target);
        review.write(segments, framesEach, leaking, pictures);
        return review;
    }

    public Path root() {
        return root;
    }

    public Path keyring() {
        return root.resolve("keyring.json");
    }

    public AuditLog log() {
        return new AuditLog(root, Clock.systemUTC());
    }

    private AccountBook book() {
        return new AccountBook(root, log(), Clock.systemUTC());
    }

    /** Adds an account with roles; returns a token of it. */
    public String account(String name, Role... roles) {
        String token = AccessToken.fresh(new SecureRandom());
        AccountBook book = book();
        if (admin.isEmpty() && !name.equals("admin")) {
            admin = account("admin", Role.DATA_OWNER);
        }
        Caller caller = book.caller(admin.isEmpty() ? Map.of() : Map.of(Callers.TOKEN, admin), "test");
        Instant now = Clock.systemUTC().instant();
        book.change(caller, "test", name, all -> {
            Account account = all.find(name)
                    .orElseGet(() -> Account.named(name))
                    .withToken(AccessToken.of(token, now.plus(Duration.ofDays(1))), now);
            for (Role role : roles) {
                account = account.granted(new RoleGrant(role, Optional.empty()));
            }
            return all.with(account);
        });
        return token;
    }

    /** Gives an account a password. */
    public void password(String name, String password) {
        book().changeOwn(
                        book().accounts().get(name),
                        "password",
                        a -> a.withPassword(PasswordHash.of(password.toCharArray())));
    }

    public IndexFolder folder() throws IOException {
        return new IndexFolder(
                root.resolve("builds").resolve(BUILD).resolve(IndexFolder.NAME), media().review(), BUILD);
    }

    public FinishedMedia media() throws IOException {
        Workspace workspace = Workspace.open(root.toUri(), new Configuration(), Clock.systemUTC());
        return FinishedMedia.of(workspace, BUILD, keyring());
    }

    public ReviewIndex index() throws IOException {
        return folder().read();
    }

    public Database database(Optional<String> url, Map<String, String> environment) {
        Database database = Database.open(root, LocalKeyring.open(keyring()), url, environment);
        opened = database;
        return database;
    }

    public ReviewedBuild build() {
        return new ReviewedBuild(BUILD, "desk-work", RECORD, target, true, treatments());
    }

    private static SortedMap<String, String> treatments() {
        SortedMap<String, String> out = new TreeMap<>();
        for (Category c : Category.values()) {
            out.put(c.label(), "spans");
        }
        return out;
    }

    public ReviewDesk desk(Database database, Clock clock) throws IOException {
        return ReviewDesk.open(build(), index(), database, log().stream(), clock, new SecureRandom());
    }

    public FrameDesk frames(ReviewDesk desk) throws IOException {
        return new FrameDesk(
                desk.index(),
                folder(),
                media(),
                desk.plan()::isPlant,
                desk.lot().seed());
    }

    /** Serves it; what should not happen is told to {@code faults}. Signing waits for the target alone. */
    public ReviewServer serve(ReviewDesk desk, int port, Clock clock, Consumer<String> faults) throws IOException {
        return serve(desk, ReviewServer.Place.here(port), clock, faults);
    }

    /** The same, somewhere else. */
    public ReviewServer serve(ReviewDesk desk, ReviewServer.Place place, Clock clock, Consumer<String> faults)
            throws IOException {
        AuditStream audit = log().stream();
        Database database = Objects.requireNonNull(opened);
        return ReviewServer.start(
                place,
                new ReviewServer.Served(
                        root,
                        desk,
                        frames(desk),
                        new GlassDesk(desk, database, audit, clock, new SecureRandom()),
                        new MissDesk(
                                desk,
                                database,
                                audit,
                                clock,
                                root.resolve("builds").resolve(BUILD).resolve(IndexFolder.NAME)),
                        book(),
                        audit,
                        standing -> standing.gauge().reached() ? List.of() : List.of("The target is not reached"),
                        clock,
                        new SecureRandom(),
                        faults));
    }

    private void write(int segments, int framesEach, Set<Integer> leaking, boolean pictures) throws IOException {
        LocalKeyring keys = LocalKeyring.openOrCreate(keyring());
        Files.createDirectories(root.resolve("builds").resolve(BUILD).resolve(IndexFolder.NAME));
        FinishedMedia media = media();
        IndexFolder index = folder();
        IndexFolder.Totals totals = new IndexFolder.Totals();
        int people = Math.min(segments, 4);
        List<byte[]> clean = new ArrayList<>();
        List<byte[]> originals = new ArrayList<>();
        for (int i = 0; i < PAGES && pictures; i++) {
            clean.add(Png.encode(page(i)));
            originals.add(FrameCodec.encode(leak(page(i), i)));
        }
        int ordinal = 0;
        for (int person = 0; person < people; person++) {
            String subject = keys.opaque(new SubjectId("subj-" + person));
            keys.dataKey(new KeyId(subject, 0));
            RecordingId recording = new RecordingId("synthetic-" + person);
            String view = ViewerJson.write(new ViewerModel(
                    List.of(new ViewerModel.RecordingView(recording.value(), 1, List.of(), List.of())),
                    List.of(),
                    List.of()));
            int own = segments / people + (person < segments % people ? 1 : 0);
            try (IndexFolder.ListWriter list = index.list(subject, List.of(recording.value()), List.of(view), totals);
                    FrameStore.Writer redacted =
                            new FrameStore.Writer(media.of(StageNames.REDACTED), subject, "redacted-" + person);
                    FrameStore.Writer kept =
                            new FrameStore.Writer(media.of(StageNames.READINGS), subject, "kept-" + person)) {
                for (int t = 0; t < own; t++) {
                    TrajectoryId id = new TrajectoryId(recording, t);
                    long startUs = t * 600L * SECOND_US;
                    Trajectory made = new Trajectory(keys, id, startUs, person);
                    for (int f = 0; f < framesEach; f++, ordinal++) {
                        boolean leaks = leaking.contains(ordinal);
                        long tUs = startUs + f * SECOND_US;
                        if (pictures) {
                            byte[] png = leaks ? Png.encode(leak(page(ordinal), ordinal)) : clean.get(ordinal % PAGES);
                            FrameBlob blob = redacted.add(id, new FrameRef(0, f, tUs), WIDTH, HEIGHT, png);
                            byte[] original = originals.get(ordinal % PAGES);
                            FrameBlob before = kept.add(id, new FrameRef(0, f, tUs), WIDTH, HEIGHT, original);
                            made.frame(tUs, f, Optional.of(blob), Optional.of(before), ordinal);
                        } else {
                            made.frame(tUs, f, Optional.empty(), Optional.empty(), ordinal);
                        }
                    }
                    if (pictures) {
                        made.writeFile(media, subject);
                    }
                    list.add(made.block());
                }
            }
        }
        index.finish(totals, "synthetic", 30 * SECOND_US);
    }

    /** Masks of a page: a few lines of it. */
    public static List<TrajectoryFile.Mask> masks(int frame) {
        int ordinal = frame % PAGES;
        List<TrajectoryFile.Mask> out = new ArrayList<>();
        Category[] all = Category.values();
        for (int i = 0; i < 3; i++) {
            int line = (ordinal * 3 + i * 5) % 14;
            out.add(new TrajectoryFile.Mask(
                    new Box(80 + 40 * i, 60 + 30 * line, 220, 22), all[(ordinal + i) % all.length].label()));
        }
        return out;
    }

    private static Pixels page(int ordinal) {
        byte[] bgr = new byte[WIDTH * HEIGHT * 3];
        java.util.Arrays.fill(bgr, (byte) 0xF4);
        for (int line = 0; line < 14; line++) {
            for (int word = 0; word < 9; word++) {
                fill(bgr, new Box(60 + word * 90, 66 + 30 * line, 40 + (word * 7 + line * 3) % 40, 9), 0x90);
            }
        }
        for (TrajectoryFile.Mask mask : masks(ordinal)) {
            fill(bgr, mask.box(), 0x30);
        }
        return Pixels.adopt(WIDTH, HEIGHT, bgr);
    }

    private static void fill(byte[] bgr, Box box, int level) {
        for (int y = box.y(); y < Math.min(HEIGHT, box.bottom()); y++) {
            for (int x = box.x(); x < Math.min(WIDTH, box.right()); x++) {
                for (int c = 0; c < 3; c++) {
                    bgr[(y * WIDTH + x) * 3 + c] = (byte) level;
                }
            }
        }
    }

    private static Pixels leak(Pixels page, int ordinal) {
        return PlantedText.draw(page, List.of(new Box(300, 480, 260, 24)), List.of(Category.FINANCE), 77L + ordinal)
                .page();
    }

    /** One trajectory while it is made. */
    private static final class Trajectory {
        private final LocalKeyring keys;
        private final TrajectoryId id;
        private final long startUs;
        private final int person;
        private final List<TrajectoryFile.Frame> frames = new ArrayList<>();
        private final List<Trace.Frame> shown = new ArrayList<>();
        private final List<TraceStep> steps = new ArrayList<>();
        private final List<IndexedFrame> light = new ArrayList<>();

        Trajectory(LocalKeyring keys, TrajectoryId id, long startUs, int person) {
            this.keys = keys;
            this.id = id;
            this.startUs = startUs;
            this.person = person;
        }

        String app() {
            return APPS.get(person % APPS.size());
        }

        void frame(long tUs, int place, Optional<FrameBlob> blob, Optional<FrameBlob> kept, int ordinal) {
            String frame = keys.hmac("review-frame", id + "@" + tUs).substring(0, 32);
            List<Integer> counts = new ArrayList<>();
            for (Category c : Category.values()) {
                counts.add((int) masks(ordinal).stream()
                        .filter(m -> m.category().equals(c.label()))
                        .count());
            }
            light.add(new IndexedFrame(
                    frame, 0, place, tUs, WIDTH, HEIGHT, app(), 1 + person % 4, counts, 1, (ordinal * 31) % 97));
            if (blob.isPresent()) {
                List<Box> readable = new ArrayList<>();
                for (int line = 0; line < 14; line++) {
                    readable.add(new Box(60, 66 + 30 * line, 760, 9));
                }
                frames.add(new TrajectoryFile.Frame(frame, readable, masks(ordinal), blob.get(), false, kept));
                shown.add(new Trace.Frame(
                        tUs,
                        Optional.of("/api/frame/" + frame + ".png"),
                        masks(ordinal).stream()
                                .map(m -> new Trace.Masked(
                                        m.box(), Category.valueOf(m.category().toUpperCase(java.util.Locale.ROOT))))
                                .toList(),
                        false));
                steps.add(new TraceStep(
                        place,
                        new Action.Click(
                                new TimeSpan(tUs, tUs + 100_000),
                                new Point(200 + 10 * place, 200),
                                MouseButton.LEFT,
                                1,
                                List.of()),
                        Optional.of(place),
                        Optional.empty(),
                        "",
                        Optional.of(0),
                        1 + person % 4,
                        Optional.empty()));
            }
        }

        private long endUs() {
            return light.get(light.size() - 1).tUs() + SECOND_US;
        }

        void writeFile(FinishedMedia media, String subject) throws IOException {
            Trace trace = new Trace(
                    id.toString(),
                    exported(),
                    0,
                    startUs,
                    endUs(),
                    "Answer the request of <PERSON>",
                    1 + person % 4,
                    WIDTH,
                    HEIGHT,
                    new Trace.Activity(startUs, SECOND_US, List.of(1, 2)),
                    shown,
                    List.of(new Trace.Window(startUs, endUs(), app(), "Inbox of <PERSON>", "")),
                    List.of(),
                    steps,
                    "");
            try (OutputStream out = media.review().create(subject, file())) {
                out.write(TrajectoryFile.write(trace, frames));
            }
        }

        private String exported() {
            return keys.hmac("exported", id.toString()).substring(0, 32);
        }

        private String file() {
            return keys.hmac("file", id.toString()).substring(0, 32);
        }

        IndexBlock block() {
            return new IndexBlock(exported(), id.toString(), startUs, endUs(), file(), light);
        }
    }
}
