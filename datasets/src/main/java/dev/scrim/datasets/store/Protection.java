package dev.scrim.datasets.store;

/** What is known about who else can read a workspace. */
public enum Protection {
    /** Only its owner can: the permissions say so. */
    OWNER_ONLY,
    /** The file system has no permissions to look at (an object store): the bucket's policy must keep others out. */
    UNCHECKED
}
