package dev.scrim.datasets.model;

import java.util.Locale;

/** What kind of private content a finding is: the unit of policy, of measurement and of reports. */
public enum Category {
    TAX,
    MEDICAL,
    CHAT,
    AI_PROMPT,
    CREDENTIAL,
    FINANCE,
    HR,
    CONTACT,
    PERSON,
    /** What shows or identifies somebody without being text: faces, codes, signatures, scans. */
    PICTURE,
    /** Text-like pixels in a risky place that no pass could read. */
    UNREADABLE;

    /** Lower-case name used in specs, manifests and reports. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
