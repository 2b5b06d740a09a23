package dev.scrim.jobs.review.browser;

import dev.scrim.datasets.model.SubjectId;
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
import dev.scrim.jobs.review.index.IndexFolder;
import dev.scrim.jobs.review.store.Database;
import dev.scrim.jobs.review.web.ReviewServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Clock;
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

    private final Database database;
    private final ReviewServer server;
    private final ReviewDesk desk;
    private final ConcurrentLinkedQueue<String> faults;

    private PaintedReview(
            Database database, ReviewServer server, ReviewDesk desk, ConcurrentLinkedQueue<String> faults) {
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
        Files.createDirectories(
                root.resolve("builds").resolve(SyntheticReview.BUILD).resolve(IndexFolder.NAME));
        new PaintedBuild(scene, subject, build.media()).write(build.folder());
        people(root, build);
        Clock clock = Clock.systemUTC();
        Database database = build.database(Optional.empty(), Map.of());
        ReviewDesk desk =
                ReviewDesk.open(build.build(), build.index(), database, build.log().stream(), clock, repeatable());
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
