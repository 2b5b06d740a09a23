package dev.scrim.jobs.review.web;

import dev.scrim.datasets.check.UserError;
import java.io.IOException;
import java.io.InputStream;
import java.net.BindException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.jetty.http.HttpCookie;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** The web server: turns what comes over the wire into requests, and answers into bytes. */
final class JettyDoor implements AutoCloseable {
    private static final int THREADS = 80;
    private static final int IDLE_MS = 60_000;
    private static final int HEADER_BYTES = 8 * 1024;
    private static final long STOP_MS = 5_000;
    /** What a browser must know of an answer over TLS: never come back without it. */
    private static final String STRICT_TRANSPORT = "max-age=31536000";

    private final Server server;
    private final ServerConnector connector;

    /** A key for TLS. */
    record Tls(Path keystore, String password) {}

    /** @param port 0 for any that is free */
    JettyDoor(String host, int port, Optional<Tls> tls) {
        QueuedThreadPool threads = new QueuedThreadPool(THREADS);
        threads.setName("review");
        this.server = new Server(threads);
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setSendDateHeader(false);
        http.setRequestHeaderSize(HEADER_BYTES);
        HttpConnectionFactory plain = new HttpConnectionFactory(http);
        this.connector = tls.isPresent()
                ? new ServerConnector(
                        server, new SslConnectionFactory(ssl(tls.get()), HttpVersion.HTTP_1_1.asString()), plain)
                : new ServerConnector(server, plain);
        connector.setHost(host);
        connector.setPort(port);
        connector.setIdleTimeout(IDLE_MS);
        server.addConnector(connector);
        server.setStopTimeout(STOP_MS);
    }

    private static SslContextFactory.Server ssl(Tls tls) {
        SslContextFactory.Server ssl = new SslContextFactory.Server();
        ssl.setKeyStorePath(tls.keystore().toString());
        ssl.setKeyStorePassword(tls.password());
        ssl.setIncludeProtocols("TLSv1.3", "TLSv1.2");
        return ssl;
    }

    /** Takes the port; nothing is answered yet. */
    int open() {
        try {
            connector.open();
            return connector.getLocalPort();
        } catch (IOException e) {
            // Jetty hands on what the socket said as a cause of its own.
            boolean taken = e instanceof BindException || e.getCause() instanceof BindException;
            throw taken
                    ? new UserError(
                            "Cannot listen on that address: it is taken, or not this machine's",
                            "name another --port, or leave it out: any that is free is taken",
                            e)
                    : new UserError("Cannot listen on that address", "name another --host or --port", e);
        }
    }

    void serve(Function<Router.Raw, Reply> router, boolean secure) throws IOException {
        server.setHandler(new Handler.Abstract() {
            @Override
            public boolean handle(Request request, Response response, Callback callback) throws Exception {
                Reply reply = router.apply(raw(request));
                response.setStatus(reply.status());
                Router.HEADERS.forEach((name, value) -> response.getHeaders().put(name, value));
                if (secure) {
                    response.getHeaders().put(HttpHeader.STRICT_TRANSPORT_SECURITY, STRICT_TRANSPORT);
                }
                reply.headers().forEach((name, value) -> response.getHeaders().put(name, value));
                if (!reply.type().isEmpty()) {
                    response.getHeaders().put(HttpHeader.CONTENT_TYPE, reply.type());
                }
                response.getHeaders()
                        .put(HttpHeader.CONTENT_LENGTH, reply.bytes().remaining());
                response.write(true, reply.bytes().duplicate(), callback);
                return true;
            }
        });
        try {
            server.start();
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException("Cannot start the web server", e);
        }
    }

    private static Router.Raw raw(Request request) throws IOException {
        Map<String, String> headers = new HashMap<>();
        for (HttpField field : request.getHeaders()) {
            headers.putIfAbsent(
                    field.getName().toLowerCase(Locale.ROOT),
                    Optional.ofNullable(field.getValue()).orElse(""));
        }
        Map<String, String> query = new HashMap<>();
        for (Fields.Field field : Request.extractQueryParameters(request)) {
            query.putIfAbsent(
                    field.getName(), Optional.ofNullable(field.getValue()).orElse(""));
        }
        Map<String, String> cookies = new HashMap<>();
        for (HttpCookie cookie : Request.getCookies(request)) {
            cookies.putIfAbsent(
                    cookie.getName(), Optional.ofNullable(cookie.getValue()).orElse(""));
        }
        byte[] body = new byte[0];
        if (!request.getMethod().equals("GET")) {
            try (InputStream in = Content.Source.asInputStream(request)) {
                body = in.readNBytes(Router.MOST_BODY_BYTES + 1);
            }
        }
        return new Router.Raw(
                request.getMethod(),
                Optional.ofNullable(request.getHttpURI().getCanonicalPath()).orElse(""),
                query,
                headers,
                cookies,
                ByteBuffer.wrap(body),
                Optional.ofNullable(Request.getRemoteAddr(request)).orElse(""));
    }

    /** Waits until somebody stops it. */
    void join() throws InterruptedException {
        server.join();
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("Cannot stop the web server", e);
        }
    }
}
