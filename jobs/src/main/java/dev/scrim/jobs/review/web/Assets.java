package dev.scrim.jobs.review.web;

import dev.scrim.jobs.viewer.ViewerPart;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.regex.Pattern;

/** The app's own files, and the viewer's, as they lie in the jar. They hold nothing of anybody. */
final class Assets {
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]*\\.(js|css|svg|png)");
    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "svg", "image/svg+xml",
            "png", "image/png");
    private static final String APP = "/dev/scrim/jobs/review/app/";

    private Assets() {}

    static Reply page(String name) throws IOException {
        return file(Assets.class, APP + name, "html");
    }

    static Reply app(String name) throws IOException {
        return named(Assets.class, APP, name);
    }

    static Reply viewer(String name) throws IOException {
        return named(ViewerPart.class, "", name);
    }

    private static Reply named(Class<?> beside, String folder, String name) throws IOException {
        if (!NAME.matcher(name).matches()) {
            throw Deny.notThere();
        }
        return file(beside, folder + name, name.substring(name.lastIndexOf('.') + 1));
    }

    private static Reply file(Class<?> beside, String resource, String ending) throws IOException {
        try (InputStream in = beside.getResourceAsStream(resource)) {
            if (in == null) {
                throw Deny.notThere();
            }
            return Reply.bytes(TYPES.getOrDefault(ending, "application/octet-stream"), in.readAllBytes());
        }
    }
}
