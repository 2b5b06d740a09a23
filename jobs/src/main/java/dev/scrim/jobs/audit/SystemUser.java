package dev.scrim.jobs.audit;

/** Who runs Scrim, to the operating system. */
public final class SystemUser {
    private SystemUser() {}

    /** The name of the process's account; {@code unknown} where the system does not tell. */
    public static String name() {
        return System.getProperty("user.name", "unknown");
    }
}
