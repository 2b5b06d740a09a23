package dev.scrim.jobs.laws;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What somebody types wrong, and what they have to be told.
 *
 * @param words after {@code scrim}; a path that ends in {@code BUILD} is the demo's build
 * @param says part of the first line
 * @param remedy part of what follows
 */
record Slip(String name, List<Object> words, String says, String remedy) {
    /** Two of {@link Planted}'s words: in what is typed, in files and in names of folders. */
    static final String PERSON = "Odalys Brenneman";

    @Override
    public String toString() {
        return name;
    }

    private static Slip slip(String name, String says, String remedy, Object... words) {
        return new Slip(name, List.of(words), says, remedy);
    }

    private static Slip build(String name, String says, String remedy, Object from, Object consent, Object to) {
        return slip(name, says, remedy, "build", "--from", from, "--consent", consent, "--to", to);
    }

    /** All of them, over the places that {@link FirstErrorsTest} makes. */
    static Stream<Slip> all() {
        Path here = SharedSpark.place("slips-home");
        Path build = SharedSpark.place("slips").resolve("builds").resolve("BUILD");
        Path recordings = SharedSpark.DEMO.resolve("recordings");
        Path ledger = SharedSpark.DEMO.resolve("consent.csv");
        Path empty = here.resolve("empty");
        Path file = here.resolve("a-file");
        Path absent = here.resolve("absent");
        return Stream.of(
                // The command line itself.
                slip("an unknown command", "biuld: there is no such command", "did you mean build?", "biuld"),
                slip(
                        "an unknown command of the second rank",
                        "there is no such command",
                        "mean show?",
                        "audit",
                        "shwo",
                        "x"),
                slip("an unknown option", "it has no option --evluation", "mean --evaluation?", "build", "--evluation"),
                slip("a forgotten option", "without --secrets FILE", "--help", "scan", empty),
                slip("a forgotten argument", "without BUILD", "--help", "status"),
                slip(
                        "a reason without quotes",
                        "it takes one name, and more were given",
                        "put quotes around",
                        "halt",
                        empty,
                        "asked",
                        "by",
                        "Brenneman"),
                slip(
                        "a word for a number",
                        "--days N is not a whole number",
                        "--help",
                        "account",
                        "token",
                        "ann",
                        "--days",
                        PERSON,
                        "--workspace",
                        empty),
                slip("an option twice", "--step N was given twice", "once", "inspect", ".", "--step", 1, "--step", 2),
                slip(
                        "two that exclude each other",
                        "mutually exclusive",
                        "specify only one",
                        "keyring",
                        "new",
                        absent,
                        "--embedded",
                        "--kms",
                        "gcp-kms://x"),
                // Wrong folders.
                slip("not a build", "Cannot find a build in", "WORKSPACE/builds/ID", "status", empty),
                slip("a file for a build", "Cannot find a build in", "WORKSPACE/builds/ID", "explain", file),
                slip("no build at all", "Cannot find a build in", "WORKSPACE/builds/ID", "review", absent),
                slip("not a workspace", "no folder named builds", "name the workspace", "halt", empty),
                slip(
                        "a file for a workspace",
                        "it is no folder",
                        "name the folder that holds builds",
                        "erase",
                        "--workspace",
                        file,
                        "--subject",
                        "s"),
                slip("no workspace", "it is no folder", "holds builds", "account", "list", "--workspace", absent),
                slip("no log", "it is no folder", "holds builds", "audit", "show", absent),
                slip("not an export", "Cannot find an export in", "folder of one format", "inspect", empty),
                slip("a sealed export", "Cannot find an export in", "has to be released first", "inspect", build),
                slip("shards that are none", "Cannot find an export in", "one format", "verify-shards", absent),
                slip("nothing to scan", "it is not there", "name a workspace", "scan", absent, "--secrets", file),
                slip("a file for a tree", "it is no folder", "name a folder of tables", "doctor", file),
                // Recordings and consent.
                build("no folder of recordings", "is not there", "folder above", absent, ledger, here.resolve("w")),
                build("an empty folder", "Cannot find a recording", "folder above", empty, ledger, here.resolve("w")),
                build("a file of recordings", "Cannot find a recording", "above", file, ledger, here.resolve("w")),
                build(
                        "a recording for its folder",
                        "Cannot find a recording",
                        "name the folder above",
                        recordings.resolve("demo-quick"),
                        ledger,
                        here.resolve("w")),
                build(
                        "a recording cut short",
                        "the one recording cannot be used",
                        "METADATA_INVALID",
                        here.resolve("cut"),
                        ledger,
                        here.resolve("w")),
                build(
                        "nobody's consent",
                        "the one recording cannot be used",
                        "record the person's consent",
                        recordings,
                        here.resolve("nobody.csv"),
                        here.resolve("w")),
                build(
                        "no ledger",
                        "is no file",
                        "scrim consent grant makes one",
                        recordings,
                        absent,
                        here.resolve("w")),
                build("a folder for a ledger", "is no file", "consent grant", recordings, empty, here.resolve("w")),
                build(
                        "a ledger of something else",
                        "Cannot use consent ledger: 1 problem",
                        "correct these lines",
                        recordings,
                        here.resolve("junk.csv"),
                        here.resolve("w")),
                slip("a ledger to look at", "is not there", "name it", "consent", "show", "--ledger", absent),
                slip(
                        "a name for an id",
                        "subject_id must be",
                        "nothing was written",
                        "consent",
                        "grant",
                        "--subject",
                        PERSON,
                        "--ledger",
                        here.resolve("new.jsonl")),
                // Specs.
                slip("no spec", "it is not there", "scrim spec --explain", "build", absent),
                slip("a folder for a spec", "it is no file", "scrim spec --explain", "spec", empty),
                slip("neither spec nor folders", "without a spec", "--from, --consent and --to", "build"),
                slip(
                        "an unknown section",
                        "1 problem",
                        "did you mean trajectories?",
                        "spec",
                        here.resolve("unknown.yaml")),
                slip("an unknown key", "1 problem", "did you mean max_steps?", "build", here.resolve("near.yaml")),
                slip("a word for a whole number", "1 problem", "whole number 1 to", "spec", here.resolve("type.yaml")),
                slip("no consent in it", "1 problem", "Write: {ledger:", "build", here.resolve("no-consent.yaml")),
                slip("no YAML", "1 problem", "check indentation, quotes", "spec", here.resolve("no-yaml.yaml")),
                // Keys, rights and gates.
                slip(
                        "no keyring",
                        "does not exist",
                        "name the workspace's keyring",
                        "explain",
                        build,
                        "--keyring",
                        absent),
                slip(
                        "another keyring",
                        "there is no key of theirs",
                        "name the keyring that it was encrypted with",
                        "explain",
                        build,
                        "--keyring",
                        here.resolve("other.json")),
                slip("no keyring to show", "does not exist", "keyring file", "keyring", "show", absent),
                slip("something else for a keyring", "it is damaged", "backup", "keyring", "show", file),
                slip(
                        "not released: nobody may have it",
                        "Cannot release build",
                        "scrim account role",
                        "release",
                        build,
                        "--to",
                        absent,
                        "--consumer",
                        "dan"),
                slip(
                        "nobody of that name signs",
                        "there is no such account",
                        "scrim account list",
                        "sign",
                        build,
                        "--as",
                        "ann",
                        "--key",
                        file),
                build(
                        "a workspace that others enter",
                        "others can enter",
                        "chmod 700",
                        recordings,
                        ledger,
                        here.resolve("open")),
                build("a file for a workspace to build in", "is a file", "name a folder", recordings, ledger, file),
                slip(
                        "secrets that others read",
                        "that others can read",
                        "chmod 600",
                        "scan",
                        empty,
                        "--secrets",
                        here.resolve("secrets")),
                slip(
                        "no public keys",
                        "Cannot read public keys",
                        ".pub",
                        "account",
                        "enrol",
                        "ann",
                        "--public",
                        absent,
                        "--workspace",
                        empty),
                // What is there already.
                slip(
                        "a keyring that is there",
                        "already there",
                        "scrim keyring move",
                        "keyring",
                        "new",
                        here.resolve("other.json")),
                slip(
                        "a template that is there",
                        "it is there already",
                        "another file",
                        "privacy-review",
                        "--template",
                        file),
                slip(
                        "a file for explanations",
                        "it is a file",
                        "folder in --to",
                        "explain",
                        build,
                        "--step",
                        "demo-quick/0/0",
                        "--to",
                        file),
                slip("no such port", "Cannot listen on port 70000", "0 to 65535", "review", build, "--port", 70_000));
    }
}
