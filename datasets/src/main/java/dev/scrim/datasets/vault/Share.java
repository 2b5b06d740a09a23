package dev.scrim.datasets.vault;

/** Which half of a split key; either alone says nothing of the key. */
public enum Share {
    /** Held by privacy officers. */
    FIRST("first"),
    /** Held by data owners. */
    SECOND("second");

    private final String label;

    Share(String label) {
        this.label = label;
    }

    /** Name in headers of sealed files. */
    public String label() {
        return label;
    }
}
