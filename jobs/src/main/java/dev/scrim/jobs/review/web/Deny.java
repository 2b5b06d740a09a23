package dev.scrim.jobs.review.web;

/** A request that is not answered with what it asks for. */
final class Deny extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String remedy;

    Deny(int status, String error, String remedy) {
        super(error);
        this.status = status;
        this.remedy = remedy;
    }

    static Deny notThere() {
        return new Deny(404, "There is no such thing here", "");
    }

    Reply reply() {
        return Reply.error(status, String.valueOf(getMessage()), remedy);
    }
}
