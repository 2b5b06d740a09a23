package dev.scrim.datasets.check;

/** The person who launched the work asked for something that cannot be done; the message names the remedy. */
public final class UserError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Pattern: {@code Cannot <verb> <thing>: <value>} and, apart, what to do about it. */
    public UserError(String message, String remedy) {
        super(message + " (" + remedy + ")");
    }

    public UserError(String message, String remedy, Throwable cause) {
        super(message + " (" + remedy + ")", cause);
    }
}
