package dev.scrim.jobs.spec;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** Turns what people write for a folder or file into a URI. */
public final class Locations {
    /** At least two letters, so that a Windows drive is no scheme. */
    private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]+:.*");

    private Locations() {}

    /**
     * A URI without trailing slash.
     *
     * @param text a URI with a scheme, or a path
     * @param base absolute folder that a relative path starts from
     * @throws IllegalArgumentException when it is neither; the message says why
     */
    public static URI resolve(String text, Path base) {
        if (text.isBlank()) {
            throw new IllegalArgumentException("it is empty");
        }
        if (text.startsWith("~")) {
            throw new IllegalArgumentException("only a shell knows ~");
        }
        try {
            String uri = SCHEME.matcher(text).matches()
                    ? new URI(text).normalize().toString()
                    : fileUri(base.resolve(text).toAbsolutePath().normalize());
            return new URI(withoutTrailingSlash(uri));
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("not a URI: " + e.getReason(), e);
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("not a path: " + e.getReason(), e);
        }
    }

    /** {@code Path.toUri} asks the disk whether to end in a slash; a spec must mean the same before its folders exist. */
    private static String fileUri(Path path) {
        return path.toUri().toString();
    }

    private static String withoutTrailingSlash(String uri) {
        boolean root = uri.endsWith(":///") || uri.endsWith("://");
        return uri.endsWith("/") && !root ? uri.substring(0, uri.length() - 1) : uri;
    }
}
