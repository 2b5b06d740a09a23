package dev.scrim.datasets.vault;

/** Why a master key did not wrap or unwrap, and what to do about it; never an address, a name, a token or an answer. */
enum WrapFault {
    UNREACHABLE(
            "its key service does not answer",
            "check that the service runs and that this machine reaches it, then run again"),
    UNTRUSTED(
            "the certificate of its key service is not trusted or not for that address",
            "name the file of the authority's certificate: scrim keyring move with --ca-cert"),
    BAD_AUTHORITY("the file of its authority's certificate cannot be used", "name a PEM file of certificates"),
    SEALED("its Vault server is sealed or not ready", "have it unsealed, then run again"),
    BUSY("its key service takes no more requests for now", "run again later"),
    FAILING("its key service fails", "ask who runs it; nothing was changed here"),
    DENIED(
            "its key service refused the token, or the token's policy does not allow it",
            "get a valid token whose policy has update on encrypt and decrypt of this key"),
    NO_TOKEN(
            "there is no token for its key service", "set VAULT_TOKEN, or put the token into the keyring's token file"),
    OPEN_TOKEN("others can read its token file", "chmod 600 the token file, and get a new token"),
    ODD_TOKEN("its token is not one line of printable letters", "get a valid token"),
    NO_KEY(
            "its key service does not have the key",
            "if the key was deleted, only a backup of the service brings back what is encrypted under it"),
    NO_MOUNT("its key service has no transit engine at that mount", "have the transit engine enabled there"),
    TOO_OLD(
            "the service no longer allows the version of the key that it is wrapped under",
            "use the keyring file as it is since `scrim keyring rotate`"),
    CHANGED("the keyring was changed, or the key of its service is another one", "restore it from your backup"),
    REFUSED(
            "its key service refused the request",
            "check that the key is of type aes256-gcm96 and that it may encrypt and decrypt"),
    REDIRECTED(
            "its key service redirects, which is not followed",
            "name the address of the active server or of its load balancer: scrim keyring move"),
    ODD_ANSWER("what answers is not its key service", "check the address and the mount with `scrim keyring show`"),
    UNBOUND(
            "its key service does not bind a wrapped key to its name",
            "use a key of type aes256-gcm96 on a server that knows associated data (Vault 1.9, OpenBao)"),
    NO_CLIENT(
            "nothing on the class path knows its KMS",
            "add tink-awskms, tink-gcpkms or another Tink KmsClient to the dependencies of jobs"),
    KMS_REFUSED(
            "its KMS does not do it: no credentials, no permission, no key, no network, or the keyring was changed",
            "check the credentials and the key with the cloud's own tool; if both are right, restore your backup"),
    INTERRUPTED("the work was stopped while it waited for its key service", "run again");

    private final String why;
    private final String remedy;

    WrapFault(String why, String remedy) {
        this.why = why;
        this.remedy = remedy;
    }

    String why() {
        return why;
    }

    String remedy() {
        return remedy;
    }

    /** Whether a second try may help: the service answered, and said that it cannot at the moment. */
    boolean mayPass() {
        return this == SEALED || this == BUSY || this == FAILING;
    }
}
