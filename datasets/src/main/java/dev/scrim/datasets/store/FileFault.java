package dev.scrim.datasets.store;

/** One difference between a committed stage's files and its manifest; {@code path} is below the stage's folder. */
public record FileFault(String path, Kind kind) {
    /** How a file differs. */
    public enum Kind {
        /** The manifest names it; it is not there. */
        MISSING,
        /** Its length or hash is not the manifest's. */
        CHANGED,
        /** It is there; the manifest does not name it. */
        UNEXPECTED,
        /** Its bytes cannot be read. */
        UNREADABLE
    }

    @Override
    public String toString() {
        return path + " " + kind;
    }
}
