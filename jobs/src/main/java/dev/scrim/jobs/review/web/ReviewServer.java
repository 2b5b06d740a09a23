package dev.scrim.jobs.review.web;

import dev.scrim.datasets.check.UserError;
import dev.scrim.jobs.account.AccountBook;
import dev.scrim.jobs.audit.AuditStream;
import dev.scrim.jobs.halt.Halt;
import dev.scrim.jobs.review.desk.GlassDesk;
import dev.scrim.jobs.review.desk.ReviewDesk;
import dev.scrim.jobs.review.fix.MissDesk;
import dev.scrim.jobs.review.fix.Proposals;
import dev.scrim.jobs.review.frames.FrameDesk;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/** The review app, served: on this machine alone, or with TLS to others. */
public final class ReviewServer implements AutoCloseable {
    private static final String LOOPBACK = "127.0.0.1";

    private final JettyDoor door;
    private final ExecutorService background;
    private final String address;

    private ReviewServer(JettyDoor door, ExecutorService background, String address) {
        this.door = door;
        this.background = background;
        this.address = address;
    }

    /**
     * Where it listens.
     *
     * @param host name or address that reviewers reach it by; this machine alone when empty
     * @param port 0 for any that is free
     * @param keystore PKCS#12 with the key for TLS; must be there with a host
     * @param keystorePassword of it
     */
    public record Place(Optional<String> host, int port, Optional<Path> keystore, String keystorePassword) {
        /** On this machine alone. */
        public static Place here(int port) {
            return new Place(Optional.empty(), port, Optional.empty(), "");
        }

        public Place {
            if (host.isPresent() && keystore.isEmpty()) {
                throw new UserError(
                        "Cannot serve reviewers on other machines without TLS", "name a PKCS#12 keystore in --tls");
            }
            if (host.filter(Place::any).isPresent()) {
                throw new UserError(
                        "Cannot serve on every address: requests are held to the name that reviewers use",
                        "name that host in --host");
            }
        }

        private static boolean any(String host) {
            try {
                return InetAddress.getByName(host).isAnyLocalAddress();
            } catch (UnknownHostException e) {
                throw new UserError("Cannot find the host of --host", "name one of this machine's", e);
            }
        }

        /** Never the password. */
        @Override
        public String toString() {
            return "Place[" + host.orElse(LOOPBACK) + ":" + port + "]";
        }
    }

    /**
     * What is served.
     *
     * @param workspace its folder
     * @param book accounts
     * @param audit every look and verdict
     * @param signOff what stands in the way of a signature
     * @param faults told of what should not have happened, in a line without content
     */
    public record Served(
            Path workspace,
            ReviewDesk desk,
            FrameDesk frames,
            GlassDesk glass,
            MissDesk misses,
            AccountBook book,
            AuditStream audit,
            SignOff signOff,
            Clock clock,
            SecureRandom random,
            Consumer<String> faults) {}

    /** Begins to serve. */
    public static ReviewServer start(Place place, Served served) throws IOException {
        Optional<JettyDoor.Tls> tls = place.keystore().map(file -> new JettyDoor.Tls(file, place.keystorePassword()));
        JettyDoor door = new JettyDoor(place.host().orElse(LOOPBACK), place.port(), tls);
        ExecutorService background = Executors.newSingleThreadExecutor(work -> {
            Thread thread = new Thread(work, "review-plants");
            thread.setDaemon(true);
            return thread;
        });
        try {
            int port = door.open();
            String scheme = tls.isPresent() ? "https" : "http";
            door.serve(router(hosts(place, port), served, background, tls.isPresent())::answer, tls.isPresent());
            return new ReviewServer(
                    door, background, scheme + "://" + place.host().orElse(LOOPBACK) + ":" + port + "/");
        } catch (IOException | RuntimeException e) {
            door.close();
            background.shutdownNow();
            throw e;
        }
    }

    private static Set<String> hosts(Place place, int port) {
        Set<String> out = new HashSet<>();
        for (String name :
                place.host().isPresent() ? Set.of(place.host().get()) : Set.of(LOOPBACK, "localhost", "[::1]")) {
            out.add(name.toLowerCase(Locale.ROOT) + ":" + port);
            if (port == 443 || port == 80) {
                out.add(name.toLowerCase(Locale.ROOT));
            }
        }
        return out;
    }

    private static Router router(Set<String> hosts, Served served, ExecutorService background, boolean secure) {
        People people = new People(served.workspace(), served.book(), served.clock());
        Sessions sessions = new Sessions(people, served.clock(), served.random());
        Readiness readiness = new Readiness(served.desk(), served.signOff(), background, served.clock());
        Map<Endpoint, Router.Handler> handlers = new EnumMap<>(Endpoint.class);
        handlers.putAll(new SessionHandlers(
                        served.desk(), people, sessions, new LoginDoor(served.clock()), served.audit(), secure)
                .handlers());
        handlers.putAll(
                new QueueHandlers(served.desk(), served.frames(), served.audit(), readiness, background).handlers());
        handlers.putAll(new TraceHandlers(served.desk(), served.frames(), served.audit()).handlers());
        handlers.putAll(new GlassHandlers(served.glass(), served.frames()).handlers());
        Proposals proposals = new Proposals(
                served.desk().index(), served.frames(), served.desk().build().treatments());
        handlers.putAll(new MissHandlers(
                        served.misses(),
                        proposals,
                        served.frames(),
                        served.desk().index())
                .handlers());
        return new Router(
                hosts,
                sessions,
                new Halt(served.workspace().toUri()),
                (endpoint, fault) -> served.faults().accept(said(endpoint, fault)),
                handlers);
    }

    /** Types and places alone: messages may quote data. */
    private static String said(Endpoint endpoint, Throwable fault) {
        StringBuilder out = new StringBuilder(endpoint.pattern());
        for (Throwable t = fault; t != null; t = t.getCause()) {
            out.append("; ").append(t.getClass().getName());
            for (StackTraceElement at : t.getStackTrace()) {
                if (at.getClassName().startsWith("dev.scrim")) {
                    out.append(" at ").append(at);
                    break;
                }
            }
        }
        return out.toString();
    }

    /** The one address that reviewers open. */
    public String address() {
        return address;
    }

    /** Waits until it is stopped. */
    public void join() throws InterruptedException {
        door.join();
    }

    @Override
    public void close() {
        door.close();
        background.shutdownNow();
    }
}
