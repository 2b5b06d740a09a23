package dev.scrim.jobs.halt;

import java.time.Instant;

/**
 * The workspace is halted. Nobody's mistake and no defect: what was asked for is to be asked for again once somebody has
 * resumed. Finished stages are kept.
 */
public final class Halted extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param verb what is not done, in words that follow "Cannot" */
    Halted(String verb, Halt.Order order) {
        super("Cannot " + verb + ": the workspace is halted" + since(order)
                + " (finished stages are kept; scrim resume, once whoever halted it agrees)");
    }

    /** A halt whose file is damaged does not say when it began. The reason is private to the audit log. */
    private static String since(Halt.Order order) {
        return order.at().equals(Instant.EPOCH) ? "" : " since " + order.at() + " by " + order.who();
    }
}
