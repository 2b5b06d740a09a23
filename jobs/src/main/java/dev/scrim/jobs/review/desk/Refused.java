package dev.scrim.jobs.review.desk;

/** What cannot be done as things stand; its message is for the reviewer and says what to do instead. */
public final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public Refused(String message) {
        super(message);
    }
}
