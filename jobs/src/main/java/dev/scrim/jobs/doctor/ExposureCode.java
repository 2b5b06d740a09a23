package dev.scrim.jobs.doctor;

/** What can be wrong with a place. The weight orders the worst places of a tree: what lies open and plain comes first. */
public enum ExposureCode {
    WORKSPACE_OPEN(Severity.EXPOSED, 64, "others can enter the workspace", "chmod 700 the workspace"),
    OPEN_TO_ALL(
            Severity.EXPOSED, 32, "every account of the machine can read it", "chmod o= it, or close a folder above"),
    WRITABLE_BY_ALL(Severity.EXPOSED, 32, "every account of the machine can change it", "chmod o-w it"),
    KEY_OPEN(
            Severity.EXPOSED,
            64,
            "others can read a file of keys",
            "chmod 600 it, and take its keys for known: make a new keyring and build again"),
    OPEN_TO_GROUP(Severity.EXPOSED, 16, "its group can read it", "chmod g= it, or close a folder above"),
    MODE_OPEN(
            Severity.EXPOSED,
            16,
            "its mode lets others in, should a folder above it be opened or it be copied",
            "chmod -R go= the workspace"),
    FOREIGN_OWNER(Severity.EXPOSED, 16, "it belongs to another account than its workspace", "chown it, or remove it"),
    TABLE_PLAIN(Severity.EXPOSED, 8, "a table that is read without a key", "encrypt it or remove it"),
    FILE_PLAIN(
            Severity.EXPOSED,
            8,
            "a file of a stage that is not in a format of the vault",
            "remove the stage's folder; the next build makes it again"),
    LINK_LEAVES(Severity.EXPOSED, 8, "a link leads out of the workspace", "remove the link"),
    SPILL_OPEN(
            Severity.EXPOSED,
            8,
            "others can enter a folder that sorts and shuffles spill to",
            "chmod 700 it, or name another in spark.local.dir"),
    ACCOUNT_UNKNOWN(Severity.EXPOSED, 4, "it belongs to an account that does not exist", "chown it to whoever answers"),
    OWNERLESS(
            Severity.EXPOSED,
            4,
            "no manifest says which build it is, or nobody is named as its owner",
            "scrim doctor WORKSPACE --own takes over what has no owner; or remove it"),
    UNREADABLE(Severity.WARNING, 2, "it cannot be looked at, so nothing is known of it", "run as its owner"),
    OWNER_UNSTATED(
            Severity.WARNING,
            1,
            "no file beside or above it names who answers for it",
            "write OWNERS or owner.json (\"owner\": ...) into its folder or one above"),
    FORMAT_UNKNOWN(Severity.WARNING, 1, "named as a table, but in no format that is known", "look at it"),
    FILE_UNKNOWN(Severity.WARNING, 1, "no file of Scrim's", "move it out of the workspace"),
    VIEW_LEFT(Severity.WARNING, 2, "a view of what was there before redaction", "delete it when it was seen"),
    TEMP_LEFT(Severity.WARNING, 1, "a run that was killed left it", "remove it; or build again, which does"),
    LINK_BROKEN(Severity.WARNING, 1, "a link leads nowhere", "remove it"),
    EVALUATION_READABLE(Severity.NOTE, 0, "an evaluation's export, readable on purpose and declared so", "none");

    private final Severity severity;
    private final int weight;
    private final String meaning;
    private final String remedy;

    ExposureCode(Severity severity, int weight, String meaning, String remedy) {
        this.severity = severity;
        this.weight = weight;
        this.meaning = meaning;
        this.remedy = remedy;
    }

    public Severity severity() {
        return severity;
    }

    int weight() {
        return weight;
    }

    /** In words that follow the place. */
    public String meaning() {
        return meaning;
    }

    /** What to do about it. */
    public String remedy() {
        return remedy;
    }
}
