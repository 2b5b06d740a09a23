package dev.scrim.datasets.model;

/** Why a whole trajectory goes no further although nothing is wrong with it. Every dropped one carries exactly one. */
public enum TrajectoryDrop {
    /** It is rated above what the spec asks for. */
    SENSITIVITY("rated above trajectories.max_sensitivity"),
    /** It holds a category whose treatment is to leave trajectories out. */
    POLICY("holds a category whose treatment is drop_trajectory");

    private final String meaning;

    TrajectoryDrop(String meaning) {
        this.meaning = meaning;
    }

    /** A phrase for reports. */
    public String meaning() {
        return meaning;
    }
}
