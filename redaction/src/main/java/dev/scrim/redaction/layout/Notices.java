package dev.scrim.redaction.layout;

import java.util.regex.Pattern;

/**
 * What programs say to everybody: how to fill in a form, what happens to an entry, whom to ask. Such a sentence names nobody
 * and no number, and speaks of things of the program; what is written about somebody does not. Letters and records speak of
 * themselves, too ("This letter is a formal warning"), so what they say of themselves is no such sentence.
 */
public final class Notices {
    private static final String THINGS =
            "(?:request|message|entr(?:y|ie)|score|result|change|appointment|report|record|form|upload|file|document|page|field|answer|comment|draft|proposal|application|statement|claim|order|payment|transfer|setting|photo|image|link|password|session|account|report|review|note|list|table|column|row|item|task|ticket|data|information|camera|microphone|meeting|call|letter|certificate|copy|section|step|signature|code)s?";
    private static final String DONE =
            "(?:saved|answered|sent|visible|shared|kept|stored|deleted|reviewed|required|available|shown|processed|updated|encrypted|locked|released|final|optional|missing|empty|complete|completed|submitted|received|approved|published|printed|recorded|read|monitored|refreshed|synchronised|synchronized|synced|archived|private|public|read-only|confidential)";
    /** Things of a program are, or will be, so treated. */
    private static final Pattern TREATED = Pattern.compile(
            "^(?:(?:All|Most|Your|The|These|This|New|Old|Some|Only|Unsaved) )?(?:\\p{Ll}+ ){0,2}"
                    + THINGS
                    + " (?:\\p{Ll}+ ){0,3}?(?:is|are|was|were|will be|may be|can be|must be|has been|have been) (?:not |never |only |always |automatically |usually )*"
                    + DONE + "\\b.*",
            Pattern.CASE_INSENSITIVE);
    /** The person at the screen is told what to do with them. */
    private static final Pattern TOLD = Pattern.compile(
            "^(?:Please |To \\p{Ll}+,? )?(?:fill in|fill out|complete (?:every|all|the)|print|upload|attach|choose|select|click|press|tap|enter|type|save|submit|sign|open|keep this|bring this|do not (?:use|reply|share|close|print|write))\\b.*\\b(?:"
                    + THINGS + "|button|help|support|reception|desk|office|team|computer|device|printer)\\b.*",
            Pattern.CASE_INSENSITIVE);
    /** Conditions and rights that hold for everybody. */
    private static final Pattern GENERAL = Pattern.compile(
            "^(?:If you (?:have (?:any )?questions|need help|think that|believe|disagree|do not want|wish)|You (?:(?:may|can|have the right to|are entitled to) (?:also )?(?:appeal|object|reply|answer|contact|ask|request|change|cancel|print|download|view|close|edit|update|delete|share|pay|upload))|For (?:help|more|questions|further|emergencies)|This (?:is not (?:a|an)|(?:page|form) (?:is|was|has|does|may|will|shows))|Need (?:a hand|help)|Questions\\?)\\b.*",
            Pattern.CASE_INSENSITIVE);
    /** Somebody's own words, or words about a patient, or an amount, a date and the like. */
    private static final Pattern OF_SOMEBODY = Pattern.compile(
            "(?i).*(?:\\d{2}|[$€£¥]|\\b(?:I|me|my|mine|he|she|him|her|his|we agreed|patient|pt|denies|reports|complains|refused|states)\\b).*");

    private static final Pattern NAMED = Pattern.compile(".*[\\p{Ll}\\d,] \\p{Lu}\\p{Ll}+.*");

    private static final int MIN_WORDS = 5;

    private Notices() {}

    /** Whether a line is such a sentence. */
    public static boolean isNotice(Piece piece) {
        String text = piece.text().strip();
        return piece.wordCount() >= MIN_WORDS
                && !OF_SOMEBODY.matcher(text).matches()
                && !NAMED.matcher(text).matches()
                && (TREATED.matcher(text).matches()
                        || TOLD.matcher(text).matches()
                        || GENERAL.matcher(text).matches());
    }
}
