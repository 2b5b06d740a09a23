package dev.scrim.datasets.release;

import dev.scrim.datasets.check.UserError;

/** Why a build is not signed or released. The code goes into the audit log, the sentence to the person. */
public enum Refusal {
    EVALUATION("it is an evaluation", "build without --evaluation"),
    NOT_FINISHED("it is not finished, or was not finished by a build that keeps records", "run scrim build again"),
    RECORD_CHANGED(
            "its record is not the one that the audit log has",
            "keep it as evidence; only a build of its own makes a record that can be signed"),
    MANIFEST_CHANGED(
            "a stage's manifest is not what the build made", "keep it as evidence, discard the stage and build again"),
    FILES_CHANGED("files of its export are not those that were sealed", "keep them as evidence and build again"),
    ERASED_SUBJECT("somebody was erased who is in it", "build it again: it is then without them"),
    LEAK_RATE(
            "the upper bound of its leak rate is above release.max_leak_rate",
            "build from more recordings, so that more frames are looked at, or mend what leaks; or let the officer"
                    + " accept another bound in the spec"),
    NOT_REVIEWED("nobody has reviewed its frames", "review it, or set release.review: optional in the spec"),
    REVIEW_LEAKS("its review's bound is above release.max_leak_rate", "redact what leaked and build again"),
    NO_PRIVACY_REVIEW("it has no privacy review", "write one: scrim privacy-review BUILD --text FILE"),
    PRIVACY_REVIEW_CHANGED(
            "its privacy review does not say what the build says",
            "write it anew: scrim privacy-review BUILD --text FILE"),
    PRIVACY_REVIEW_OVERDUE("its privacy review's next date has passed", "review it again and write the review anew"),
    UNKNOWN_ACCOUNT("there is no such account", "see scrim account list"),
    ROLE_MISSING("the account has neither the role of privacy officer nor of data owner", "see scrim account role"),
    ROLE_ENDED("the grant of the account's role has ended", "have it granted again: scrim account role"),
    BUILDER_SIGNS("who builds does not sign", "have somebody else sign"),
    SIGNED_TWICE("one person has signed already", "have somebody else sign for the other role"),
    NO_KEYS("the account has no keys enrolled", "make keys with scrim account keys, and enrol them"),
    KEY_FILE("the key file cannot be used", "see above"),
    WRONG_KEY("the key file is not the account's", "name the account's own key file"),
    NOT_SEALED_FOR(
            "it was sealed before these keys were enrolled",
            "build it again: only the export is repeated, for them too"),
    SIGNATURE_MISSING("a signature is missing", "have a privacy officer and a data owner sign: scrim sign BUILD"),
    SIGNATURE_VOID(
            "a signature is over something else than what is here now: another build, another review or an earlier"
                    + " export",
            "have it signed again"),
    SIGNATURE_BAD("a signature is not by the keys of its account", "keep it as evidence and have it signed again"),
    SIGNATURE_ENDED("a signature has ended", "have it signed again"),
    SHARES_MISSING("a signer's shares are missing or damaged", "have it signed again"),
    CONSUMER("nobody of that name may be given releases, or the grant has ended", "see scrim account role"),
    TARGET("the folder cannot take the release", "name a folder that is not there yet"),
    CONTENT("what was opened is not what the manifests say", "keep it as evidence and build again");

    private final String why;
    private final String remedy;

    Refusal(String why, String remedy) {
        this.why = why;
        this.remedy = remedy;
    }

    /** In words. */
    public String why() {
        return why;
    }

    public String remedy() {
        return remedy;
    }

    /** For the person, with what was tried. */
    public UserError error(String verb, String build) {
        return new UserError("Cannot " + verb + " build " + build + ": " + why, remedy);
    }
}
