package dev.scrim.jobs.review;

import dev.scrim.jobs.review.desk.ReviewDesk;
import dev.scrim.jobs.review.store.Database;
import dev.scrim.jobs.review.web.ReviewServer;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/** A review app in a JVM of its own, which can be killed as the system would. */
public final class ServedReview {
    private ServedReview() {}

    /**
     * Serves until it is killed.
     *
     * @param args workspace, and the URL of a database or nothing
     */
    public static void main(String[] args) throws Exception {
        SyntheticReview review = SyntheticReview.at(Path.of(args[0]), 0.05);
        Database database =
                review.database(args.length > 1 ? Optional.of(args[1]) : Optional.empty(), Map.copyOf(System.getenv()));
        ReviewDesk desk = review.desk(database, Clock.systemUTC());
        ReviewServer server = review.serve(desk, 0, Clock.systemUTC(), System.err::println);
        System.out.println(server.address());
        server.join();
    }
}
