package dev.scrim.jobs.release;

import dev.scrim.datasets.check.UserError;
import dev.scrim.datasets.release.Refusal;

/** On its way to the audit log and to the person. */
final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Refusal refusal;
    private final UserError said;

    RefusedException(Refusal refusal, UserError said) {
        super(said);
        this.refusal = refusal;
        this.said = said;
    }

    Refusal refusal() {
        return refusal;
    }

    UserError said() {
        return said;
    }
}
