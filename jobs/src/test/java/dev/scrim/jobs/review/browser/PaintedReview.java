package dev.scrim.jobs.review.browser;

import dev.scrim.datasets.model.Action;
import dev.scrim.datasets.model.Box;
import dev.scrim.datasets.model.Category;
import dev.scrim.datasets.model.FrameRef;
import dev.scrim.datasets.model.MouseButton;
import dev.scrim.datasets.model.Point;
import dev.scrim.datasets.model.RecordingId;
import dev.scrim.datasets.model.SubjectId;
import dev.scrim.datasets.model.TimeSpan;
import dev.scrim.datasets.model.TrajectoryId;
import dev.scrim.datasets.store.Digests;
import dev.scrim.datasets.vault.KeyId;
import dev.scrim.datasets.vault.LocalKeyring;
import dev.scrim.datasets.vault.PasswordHash;
import dev.scrim.jobs.account.Account;
import dev.scrim.jobs.account.AccountBook;
import dev.scrim.jobs.account.Accounts;
import dev.scrim.jobs.account.Role;
import dev.scrim.jobs.account.RoleGrant;
import dev.scrim.jobs.review.SyntheticReview;
import dev.scrim.jobs.review.desk.ReviewDesk;
import dev.scrim.jobs.review.index.IndexBlock;
import dev.scrim.jobs.review.index.IndexFolder;
import dev.scrim.jobs.review.index.IndexedFrame;
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
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A build that never was, with painted frames, served as a real one is: only Spark and the stages are missing. */
final class PaintedReview implements AutoCloseable {
    static final String PASSWORD = "four unrelated words here";
    static final String READER = "ann";
    static final String OTHER = "bea";
    static final String OFFICER = "cal";
    static final String OWNER = "dan";

    private static final int FRAMES_OF_A_SEGMENT = 3;
    private static final long SECOND_US = 1_000_000;

    private final Database database;
    private final ReviewServer server;
    private final ReviewDesk desk;
    private final ConcurrentLinkedQueue<String> faults;

    private PaintedReview(
            Database database,
            ReviewServer server,
            ReviewDesk desk,
            ConcurrentLinkedQueue<String> faults) {
        this.database = database;
        this.server = server;
        this.desk = desk;
        this.faults = faults;
    }

    /**
     * What is painted.
     *
     * @param segments independent ones, each a trajectory of three frames
     * @param missed segments whose frames show what redaction missed
     * @param target largest share of leaking frames
     * @param page what frames look like
     */
    record Scene(int segments, Set<Integer> missed, double target, PaintedPage page) {}

    static PaintedReview serve(Path root, Scene scene) throws IOException {
        Files.createDirectory(root, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        SyntheticReview build = SyntheticReview.at(root, scene.target());
        LocalKeyring keys = LocalKeyring.openOrCreate(build.keyring());
        String subject = keys.opaque(new SubjectId("subj-1"));
        keys.dataKey(new KeyId(subject, 0));
        Files.createDirectories(root.resolve("builds").resolve(SyntheticReview.BUILD).resolve(IndexFolder.NAME));
        paint(scene, subject, build.folder(), build.media());
        people(root, build);
        Clock clock = Clock.systemUTC();
        Database database = build.database(Optional.empty(), Map.of());
        ReviewDesk desk = ReviewDesk.open(
                build.build(), build.index(), database, build.log().stream(), clock, repeatable());
        ConcurrentLinkedQueue<String> faults = new ConcurrentLinkedQueue<>();
        return new PaintedReview(database, build.serve(desk, 0, clock, faults::add), desk, faults);
    }

    /** The same sample at every run: who reads what does not depend on chance. */
    private static SecureRandom repeatable() {
        try {
            SecureRandom random = SecureRandom.getInstance("SHA1PRNG");
            random.setSeed(20_261_122L);
            return random;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Cannot have repeatable random numbers", e);
        }
    }

    /** At once: where one is who admits others, only that person does. */
    private static void people(Path root, SyntheticReview build) {
        AccountBook book = new AccountBook(root, build.log(), Clock.systemUTC());
        PasswordHash password = PasswordHash.of(PASSWORD.toCharArray());
        Map<String, List<Role>> people = Map.of(
                READER, List.of(Role.REVIEWER),
                OTHER, List.of(Role.REVIEWER),
                OFFICER, List.of(Role.REVIEWER, Role.PRIVACY_OFFICER),
                OWNER, List.of(Role.DATA_OWNER));
        book.change(book.caller(Map.of(), "nobody"), "add", "everybody", all -> {
            Accounts out = all;
            for (Map.Entry<String, List<Role>> person : people.entrySet()) {
                Account account = Account.named(person.getKey()).withPassword(password);
                for (Role role : person.getValue()) {
                    account = account.granted(new RoleGrant(role, Optional.empty()));
                }
                out = out.with(account);
            }
            return out;
        });
    }

    private static void paint(Scene scene, String subject, IndexFolder index, FinishedMedia media) throws IOException {
        IndexFolder.Totals totals = new IndexFolder.Totals();
        List<String> names = new ArrayList<>();
        List<String> views = new ArrayList<>();
        for (int i = 0; i < scene.segments(); i++) {
            names.add(recording(i).value());
            views.add(ViewerJson.write(new ViewerModel(
                    List.of(new ViewerModel.RecordingView(recording(i).value(), 10 * SECOND_US, List.of(), List.of())),
                    List.of(),
                    List.of())));
        }
        Map<String, byte[]> painted = new HashMap<>();
        try (IndexFolder.ListWriter list = index.list(subject, names, views, totals);
                FrameStore.Writer store =
                        new FrameStore.Writer(media.of(StageNames.REDACTED), subject, "frames-0")) {
            for (int i = 0; i < scene.segments(); i++) {
                list.add(segment(scene, subject, i, store, media, painted));
            }
        }
        index.finish(totals, "painted", SECOND_US);
    }

    private static RecordingId recording(int segment) {
        return new RecordingId(String.format("desk-%03d", segment));
    }

    private static IndexBlock segment(
            Scene scene, String subject, int segment, FrameStore.Writer store, FinishedMedia media, Map<String, byte[]> painted)
            throws IOException {
        TrajectoryId id = new TrajectoryId(recording(segment), 0);
        PaintedPage page = scene.page();
        boolean missed = scene.missed().contains(segment);
        List<TrajectoryFile.Mask> masks = page.masks();
        List<Box> readable = page.readable(missed);
        List<Trace.Frame> traced = new ArrayList<>();
        List<TrajectoryFile.Frame> frames = new ArrayList<>();
        List<IndexedFrame> light = new ArrayList<>();
        List<TraceStep> steps = new ArrayList<>();
        for (int i = 0; i < FRAMES_OF_A_SEGMENT; i++) {
            long tUs = SECOND_US * (1 + i);
            int look = (segment + i) % PaintedPage.LOOKS;
            byte[] png = painted.computeIfAbsent(look + "/" + missed, k -> page.png(look, missed));
            FrameBlob blob = store.add(id, new FrameRef(0, i, tUs), page.widthPx(), page.heightPx(), png);
            String frame = Digests.fields("painted-frame").add(segment).add(i).hex().substring(0, 32);
            traced.add(new Trace.Frame(
                    tUs,
                    Optional.of("/api/frame/" + frame + ".png"),
                    masks.stream()
                            .map(m -> new Trace.Masked(m.box(), PaintedPage.category(m)))
                            .toList(),
                    false));
            frames.add(new TrajectoryFile.Frame(frame, readable, masks, blob, false, Optional.empty()));
            light.add(new IndexedFrame(
                    frame, 0, i, tUs, page.widthPx(), page.heightPx(), "Web", 4, page.counts(), 1, segment % 7));
            steps.add(new TraceStep(
                    i,
                    action(i, tUs + 100_000),
                    Optional.of(i),
                    Optional.empty(),
                    "No frame from after this step is in the export.",
                    Optional.of(0),
                    4,
                    Optional.empty()));
        }
        String exported = Digests.fields("painted-trajectory").add(segment).hex().substring(0, 32);
        Trace trace = new Trace(
                id.toString(),
                exported,
                0,
                SECOND_US,
                6 * SECOND_US,
                "Send the form of <PERSON> to the office",
                4,
                page.widthPx(),
                page.heightPx(),
                new Trace.Activity(0, SECOND_US, List.of(3, 9, 4, 7, 2)),
                traced,
                List.of(new Trace.Window(0, 6 * SECOND_US, "Web", "Stock desk: <PERSON>", "https://desk.test/<ID>")),
                List.of(new Trace.Redaction(Category.PERSON, SECOND_US, 4 * SECOND_US, 4)),
                steps,
                "");
        String file = "trajectory-" + segment;
        try (OutputStream out = media.review().create(subject, file)) {
            out.write(TrajectoryFile.write(trace, frames));
        }
        return new IndexBlock(exported, id.toString(), SECOND_US, 6 * SECOND_US, file, light);
    }

    private static Action action(int i, long at) {
        TimeSpan span = new TimeSpan(at, at + 120_000);
        return switch (i) {
            case 0 -> new Action.Click(span, new Point(420, 300), MouseButton.LEFT, 1, List.of());
            case 1 -> new Action.TypeText(span, "Dear <PERSON>, the form is on its way", "", false);
            default -> new Action.Hotkey(span, List.of("ControlLeft", "KeyS"), Optional.of("save"));
        };
    }

    String address() {
        return server.address();
    }

    ReviewDesk desk() {
        return desk;
    }

    /** What the server could not do, in lines without content. */
    List<String> faults() {
        return List.copyOf(faults);
    }

    @Override
    public void close() {
        server.close();
        database.close();
    }
}
