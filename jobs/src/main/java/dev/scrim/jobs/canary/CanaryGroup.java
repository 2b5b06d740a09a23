package dev.scrim.jobs.canary;

/** What is planted, in the groups that recall is measured by. */
public enum CanaryGroup {
    /** Numbers with a shape and mostly a check digit: SSN, ITIN, EIN, card, IBAN, record number. */
    STRUCTURED(0.9),
    /** Keys, tokens and passwords. */
    CREDENTIAL(0.9),
    /** Mail addresses and phone numbers. */
    CONTACT(0),
    PERSON(0),
    /** Chat messages and mail. */
    MESSAGE(0),
    /** Diagnoses, drugs and measured values. */
    MEDICAL(0);

    private final double floor;

    /**
     * @param floor least recall of a build. Identifiers and keys have shapes, so that a redaction which misses one in
     *     ten on clean screens is broken here, not unlucky; what depends on layout and language is measured only,
     *     since a chance of refusing a sound build would teach people to override refusals
     */
    CanaryGroup(double floor) {
        this.floor = floor;
    }

    /** Least share that must be covered, 0 to 1; 0 where recall is only measured. */
    public double floor() {
        return floor;
    }

    /** Lower-case name used in manifests and reports. */
    public String label() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
