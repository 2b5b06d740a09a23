package dev.scrim.datasets.vault;

/** A master key did not wrap or unwrap. Has no cause: what libraries say may quote addresses, requests or answers. */
final class WrapException extends Exception {
    private static final long serialVersionUID = 1L;

    private final WrapFault fault;

    WrapException(WrapFault fault) {
        super(fault.why());
        this.fault = fault;
    }

    WrapFault fault() {
        return fault;
    }
}
