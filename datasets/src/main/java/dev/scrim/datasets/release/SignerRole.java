package dev.scrim.datasets.release;

import dev.scrim.datasets.vault.Share;

/** The two whose signatures a release needs; two different people. */
public enum SignerRole {
    PRIVACY_OFFICER("privacy-officer", Share.FIRST),
    DATA_OWNER("data-owner", Share.SECOND);

    private final String label;
    private final Share share;

    SignerRole(String label, Share share) {
        this.label = label;
        this.share = share;
    }

    /** Name in files. */
    public String label() {
        return label;
    }

    /** Which half of the keys this role holds. */
    public Share share() {
        return share;
    }

    /** The one that has to sign as well. */
    public SignerRole other() {
        return this == PRIVACY_OFFICER ? DATA_OWNER : PRIVACY_OFFICER;
    }
}
