package dev.scrim.redaction.detect;

import dev.scrim.redaction.text.Misreadings;
import java.util.regex.Pattern;

/** Words around a value that say what it is; always whole tokens, matched on lower-case text. */
public final class Cues {
    /** Labels of United States taxpayer numbers, as on Forms W-2, 1040 and 1099. */
    public static final Pattern SSN =
            whole("ssns?|ssa? ?(?:no|num|number|#)|s\\.s\\.n\\.?|social security(?: (?:no|number|#))?"
                    + "|social sec\\.?|soc\\.? sec\\.?|taxpayer (?:id|identification)(?: (?:no|number))?|itins?|atins?|tins?|tax id"
                    + "|recipient'?s tin|social insurance|last (?:4|four)(?: digits)? of (?:your )?s\\w+");

    public static final Pattern EIN =
            whole("eins?|feins?|employer id(?:entification)?(?: (?:no|num|number))?|employer i\\.?d\\.?"
                    + "|payer'?s (?:tin|federal)|federal (?:id|tax id)|tax id|box b|business id");

    public static final Pattern PREPARER = whole("ptins?|preparer(?:'?s)?(?: (?:tin|id))?|paid preparer");

    public static final Pattern IP_PIN =
            whole("ip ?pin|identity protection(?: pin)?|e-?file pin|self-?select pin|signature pin");

    public static final Pattern BIRTH =
            whole("dob|d\\.o\\.b\\.?|date of birth|birth ?dates?|birth ?day|born(?: on)?|birth"
                    + "|geburtsdatum|geb\\.?|date de naissance|fecha de nacimiento|data di nascita");

    public static final Pattern NATIONAL =
            whole("national (?:id|insurance)(?: (?:no|number))?|nino|ni (?:no|number)|sin"
                    + "|social insurance number|nhs (?:no|number)|passport(?: (?:no|number))?|driv(?:er|ing)(?:'?s)? ?(?:licen[sc]e|permit)(?: (?:no|number|#|id))?|f[üu]hrerschein(?:nummer)?|permis de conduire"
                    + "|dl ?(?:no|number|#)|aadhaar|pan (?:no|number)|curp|cpf|dni|nie|steuer-?id(?:nr)?|codice fiscale|visa (?:no|number)"
                    + "|alien (?:registration )?number|a-number|licen[sc]e plate");

    /** Numbers that look like identifiers and are not a person's. */
    public static final Pattern PART =
            whole("part(?:s)?(?: (?:no|num|number|#))?|sku|item|model|serial|s/n|p/n|order|invoice"
                    + "|ticket|issue|bug|build|version|release|revision|rev|commit|isbn|issn|upc|ean|catalog(?:ue)?|stock|lot|bin|rfc|cve"
                    + "|port|line|page|job|run|tracking");

    /** Money of a household, a return or a payroll; the value beside it is private. */
    public static final Pattern TAX_MONEY =
            whole("wages?|tips|compensation|withheld|withholding|agi|adjusted gross|taxable"
                    + "|tax(?:es)?(?: (?:due|paid|owed|year|liability))?|refund|amount (?:you )?ow(?:e|ed)|deductions?|credits?|dividends?"
                    + "|interest income|capital gains?|income|earnings|ira|401\\(?k\\)?|hsa|pension|annuit(?:y|ies)|mortgage interest"
                    + "|charitable|medicare|social security (?:wages|tax)|box \\d{1,2}[a-e]?|estimated tax"
                    + "|unemployment|alimony|net profit|gross receipts|distribution");

    public static final Pattern PAY =
            whole("salar(?:y|ies)|base pay|gross pay|net pay|take-?home|bonus(?:es)?|pay ?rate|hourly(?: rate)?"
                    + "|compensation|pay|wage|ctc|stipend|commission|raise|merit(?: increase)?|severance|equity|rsus?|payroll|annual pay"
                    + "|gehalt|sueldo|salaire");

    public static final Pattern BANK_MONEY =
            whole("(?:account |available |current |statement |outstanding |opening |closing )?balance"
                    + "|deposit(?:s|ed)?|direct deposit|withdrawal|payment(?: due)?|amount due|minimum payment|credit limit|net worth|loan"
                    + "|mortgage|rent|debt|transfer(?:red)?|portfolio|savings|checking|paid|owe[ds]?|copay|co-pay|deductible|claim(?:ed)?"
                    + "|patient responsibility|amount billed");

    public static final Pattern ACCOUNT =
            whole("acc(?:oun)?t\\.?(?: ?(?:no|num|number|nr|#)\\.?)?|account|iban|a/c(?: no)?|kontonummer"
                    + "|checking|savings|direct deposit|beneficiary account|sort code|bsb|clabe");

    public static final Pattern ROUTING =
            whole("routing(?: (?:transit )?(?:no|num|number|#))?|aba(?: (?:no|number|#))?|rtn|transit number");

    public static final Pattern SWIFT = whole("bic|swift(?:/bic| code)?|bank identifier");

    public static final Pattern CARD = whole(
            "card(?: (?:no|num|number|#))?|credit card|debit card|visa|mastercard|amex|pan|cc(?: no)?|exp(?:iry|ires|iration)?(?: date)?|valid thru");

    public static final Pattern CVV =
            whole("cvv2?|cvc2?|csc|cid|security code|card (?:verification|security)(?: code)?");

    public static final Pattern EMAIL =
            whole("e-?mails?(?: address)?|mail|from|to|cc|bcc|reply-?to|sender|contact|login|user ?name|invite");

    public static final Pattern PHONE = whole(
            "tel(?:ephone|efon)?\\.?|phones?(?: (?:no|number))?|mobile|cell(?:phone)?|fax|call(?: me)?|text(?: me)?"
                    + "|contact|home number|work number|my number|sms|whatsapp|handy|reach (?:me|her|him|them)|dial|ring|ph\\.?|emergency contact");

    public static final Pattern ADDRESS = whole(
            "(?:street |home |mailing |shipping |billing |postal |residential |work )?address(?: line)?(?: [12])?"
                    + "|street|ship(?:ping)? to|bill(?:ing)? to|deliver(?:y|ed)? to|residence|lives? (?:at|on|in)|moved to|anschrift|adresse|dirección|indirizzo");

    /** Words in front of a number that belongs to a patient or an insured person. */
    public static final Pattern MEDICAL_ID = whole(
            "mrn|m\\.r\\.n\\.?|med(?:ical)? rec(?:ord)?\\.?(?: (?:no|num|number|#))?|patient(?:'?s)? (?:id|no|num|number|#|identifier)"
                    + "|pt\\.? (?:id|no)|chart (?:no|num|number|#|id)|hospital (?:no|number|id)|urn|hrn|emr(?: id| no)?|nhs (?:no|number)|csn|fin|accession(?: (?:no|number|#))?|specimen(?: id)?");

    public static final Pattern MEMBER_ID = whole(
            "member(?:ship)?(?:'?s)? ?(?:id|no|num|number|#)|subscriber(?: (?:id|no|num|number|#))?|policy(?: ?holder)?(?: (?:id|no|num|number|#))?"
                    + "|group (?:id|no|num|number|#)|insurance (?:id|no|num|number|#)|beneficiary(?: (?:id|no|number))?|medicaid(?: (?:id|no|number))?|health card(?: (?:no|number))?|plan id|rx ?(?:bin|grp|pcn|group)");

    public static final Pattern ENCOUNTER_ID = whole(
            "(?:encounter|visit|admission|appointment|referral|case|episode|authori[sz]ation|prior auth)(?: (?:id|no|num|number|#|code))?");

    public static final Pattern CLAIM_ID = whole("claims?(?: (?:id|no|num|number|#|reference|ref))?|eob|icn|dcn");

    public static final Pattern RX = whole(
            "rx(?: ?(?:no|num|number|#))?|prescriptions?(?: (?:no|num|number|#))?|script(?: (?:no|number))?|refill");

    public static final Pattern NPI =
            whole("npi(?: (?:no|number))?|provider(?: (?:id|no|number))?|prescriber|physician id");
    public static final Pattern DEA = whole("(?:prescriber )?dea(?: (?:no|number|#))?|prescriber(?: id)?");
    public static final Pattern MEDICARE = whole("medicare(?: (?:id|no|number|#|beneficiary))?|mbi|hicn?");
    public static final Pattern CODE_LABEL = whole(
            "icd(?:-?10(?:-?cm)?)?|dx(?: code)?|diagnosis code|diag(?:nosis)?\\.?|cpt|hcpcs|procedure code|ndc|loinc|snomed|drg|problem");

    public static final Pattern EMPLOYEE_ID = whole(
            "employee (?:id|no|num|number|#)|emp\\.? ?(?:id|no|#)|staff (?:id|no|number)|personnel (?:id|no|number)|payroll (?:id|no|number)|worker id|badge(?: (?:id|no|number))?|student (?:id|no|number)");

    public static final Pattern PASSWORD = whole(
            "pass ?word|passwd|pwd|pass ?phrase|passcode|kennwort|passwort|contraseña|mot de passe|wi-?fi (?:key|password)|master key|unlock code");

    private Cues() {}

    /** A pattern for any of the alternatives as whole tokens, tolerant of the ways words are misread; for lower-case text. */
    public static Pattern whole(String alternatives) {
        return Pattern.compile("(?<![\\p{L}\\p{N}])(?:" + Misreadings.tolerant(alternatives) + ")(?![\\p{L}\\p{N}])");
    }
}
