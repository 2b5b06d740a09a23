package dev.scrim.datasets.release;

/**
 * A signature, and what is known now of who made it.
 *
 * @param genuine whether it is by keys that the account has now
 * @param role whether the account still has the role that it signed for
 * @param ended whether it had it until its grant ended
 * @param built whether the person built what is signed
 */
public record SignedBy(ReleaseSignature signature, boolean genuine, boolean role, boolean ended, boolean built) {}
