package dev.scrim.redaction.detect.medical;

import dev.scrim.datasets.model.Category;
import dev.scrim.redaction.detect.Cues;
import dev.scrim.redaction.detect.Reading;
import dev.scrim.redaction.detect.ReadingDetector;
import dev.scrim.redaction.taxonomy.Entity;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Laboratory values, vital signs, doses and codes: ICD-10-CM by the CDC's official guidelines (a letter, a digit, a digit or A
 * or B, up to four after the dot; of U only U07 and U09), NDC by 21 CFR 207.33, LOINC by its Users' Guide, CPT and HCPCS by
 * their label. Units are those of UCUM that clinics use and workshops do not; other units
 * count only with an analyte or a flag beside them.
 */
public final class ClinicalValueDetector extends ReadingDetector {
    private static final String NUMBER = "[<>≤≥]? ?\\d{1,6}(?:[.,]\\d{1,3})?";
    private static final String RANGE = "(?: ?[-–] ?\\d{1,6}(?:[.,]\\d{1,3})?)?";
    private static final String FLAG =
            "(?: ?\\(? ?(?:high|low|abnormal|normal|critical|elevated|positive|negative|borderline|hh|ll|h|l)(?![\\p{L}]) ?\\)?)?";
    private static final String CLINICAL_UNIT =
            "(?:mg/d[li1]|mmo[li1]/(?:l|mol)|[nu]mo[li1]/l|µmo[li1]/l|ng/m[li1]|pg/m[li1]|ng/d[li1]|[uµm]?g/d[li1]|mcg/d[li1]|g/d[li1]|mg/l|m?i?u/m?l|meq/l|m[li1]/min(?:/1[.,]73 ?m[2²])?"
                    + "|mm ?hg|bpm|cells?/(?:u|µ|mc)l|[kx]?(?:10)?[\\^*]?\\d?\\d?/(?:u|µ|mc)l|mm/hr?|kg/m[2²]|mosm/kg|copies/ml|fl|breaths/min|beats/min)";
    private static final Pattern CLINICAL = Pattern.compile("(?<![\\p{L}\\d.,/])(?:\\d{2,3}/\\d{2,3} mm ?hg|" + NUMBER
            + RANGE + " ?" + CLINICAL_UNIT + ")(?![\\p{L}])" + FLAG);
    private static final Pattern FLAGGED = Pattern.compile("(?<![\\p{L}\\d.,/])" + NUMBER + RANGE + " ?(?:%|"
            + CLINICAL_UNIT + ")? ?\\((?:high|low|abnormal|critical|elevated|borderline|h|l|hh|ll)\\)");
    private static final Pattern ANALYTE = Cues.whole(
            "h?b?a1c|hemoglobin|haemoglobin|hgb|hematocrit|hct|glucose|fasting glucose|creatinine|egfr|gfr|bun|urea|sodium|potassium|chloride|bicarbonate|calcium|magnesium|phosph(?:ate|orus)"
                    + "|albumin|bilirubin|alt|ast|alp|ggt|ldh|troponin|bnp|nt-?probnp|ldl|hdl|cholesterol|triglycerides|tsh|free t[34]|t[34]|ferritin|iron|tibc|transferrin|b12|folate|vitamin d|psa|cea|ca ?125|afp|hcg|crp|esr|inr|ptt?|aptt|d-?dimer|wbc|rbc|platelets?|plt|mcv|mch|rdw"
                    + "|neutrophils|lymphocytes|eosinophils|cortisol|testosterone|estradiol|prolactin|fsh|lh|viral load|cd4|lactate|uric acid|amylase|lipase|microalbumin|bp|blood pressure|heart rate|hr|pulse|spo2|o2 sat(?:uration)?|resp(?:iratory)? rate|rr|temp(?:erature)?|bmi|weight|height|pain score|phq-?9|gad-?7|apgar|gcs|ejection fraction|lvef");
    private static final Pattern VALUE = Pattern.compile("(?<![\\p{L}\\d.,/])(?:\\d{2,3}/\\d{2,3}|" + NUMBER + RANGE
            + ")(?: ?(?:%|°? ?[cf](?![\\p{L}])|kg|lbs?|cm|/10|mg|u/l|iu/l|g/l|ratio|" + CLINICAL_UNIT + "))?" + FLAG
            + "(?![\\p{L}\\d])");
    private static final Pattern QUALITATIVE =
            Cues.whole("(?:non-?)?reactive|(?:not )?detected|positive|negative|abnormal|elevated|benign|malignant");

    private static final String DOSE_UNIT =
            "(?:mg|mcg|µg|ug|mcl|iu|units?|meq|puffs?|drops?|tab(?:let)?s?|cap(?:sule)?s?|sprays?|patch(?:es)?|suppositor(?:y|ies)|g|ml|mg/ml|mg/kg)";
    static final String FREQUENCY =
            "(?:(?:once|twice|thrice|three times|four times|two times|\\d ?x|\\d times)(?: a| per|/)? ?(?:daily|day|weekly|week|monthly|month|night)?|(?:every|each) (?:\\d{1,2} (?:hours?|hrs?|days?|weeks?)|morning|evening|night|day|other day|week)|daily|nightly|weekly|at (?:bedtime|night)|in the (?:morning|evening)|as needed|with (?:food|meals)|before meals|after meals|by mouth|orally|bid|tid|qid|qd|qhs|q\\d{1,2}h|qam|qpm|prn|po|sc|im|iv|od|hs|stat|inhaled|topical(?:ly)?)";
    static final String DOSE = "\\d{1,5}(?:[.,]\\d{1,3})?(?: ?[-/] ?\\d{1,5}(?:[.,]\\d{1,3})?)? ?" + DOSE_UNIT
            + "(?![\\p{L}])(?:[ ,]{1,2}" + FREQUENCY + "(?![\\p{L}])){0,4}";
    private static final Pattern DOSE_WITH_FREQUENCY = Pattern.compile("(?<![\\p{L}\\d.,])\\d{1,5}(?:[.,]\\d{1,3})? ?"
            + DOSE_UNIT + "(?:[ ,]{1,2}" + FREQUENCY + "(?![\\p{L}])){1,4}");
    private static final Pattern DOSE_ALONE = Pattern.compile("(?<![\\p{L}\\d.,])" + DOSE);
    private static final Pattern MEDICATION_LABEL = Cues.whole(
            "medications?|meds?|drug|dose|dosage|sig|prescriptions?|rx|prescribed|take|taking|refill|insulin|tablets?|therapy");

    private static final Pattern ICD =
            Pattern.compile("(?<![\\p{L}\\d])(?:[A-TV-Z]\\d[\\dABO]|U[0O][79])\\.[\\dA-Z]{1,4}(?![\\p{L}\\d])");
    private static final Pattern ICD_SHORT = Pattern.compile("(?<![\\p{L}\\d])[A-TV-Z]\\d[\\dAB](?![\\p{L}\\d])");
    private static final Pattern CPT =
            Pattern.compile("(?<![\\p{L}\\d])(?:\\d{5}|\\d{4}[FTU]|[A-V]\\d{4})(?![\\p{L}\\d])");
    private static final Pattern NDC = Pattern.compile("(?<![\\d-])\\d{4,5}-\\d{3,4}-\\d{1,2}(?![\\d-])");
    private static final Pattern PROCEDURE_CODE = Cues.whole("cpt|hcpcs|procedure code|billing code");
    private static final Pattern LOINC = Pattern.compile("(?<![\\d-])(\\d{1,5})-(\\d)(?![\\d-]|\\.\\d)");
    private static final Pattern LOINC_LABEL = Cues.whole("loinc(?: code)?");
    private static final Pattern NDC_LABEL = Cues.whole("ndc|drug code");

    public ClinicalValueDetector() {
        super("clinical", "2");
    }

    @Override
    protected void find(Reading r, Reading.Spans out) {
        boolean medical = r.likely(Category.MEDICAL);
        if (medical && r.labelHas(ANALYTE)) {
            r.eachPhrase(QUALITATIVE, (m, at) -> out.add(at, Category.MEDICAL, Entity.LAB_RESULT, 0.7, "qualitative"));
        }
        if (r.digitCount() == 0) {
            return;
        }
        r.eachPhrase(
                CLINICAL, (m, at) -> out.add(at, r.surrounding(Entity.LAB_RESULT), Entity.LAB_RESULT, 0.85, "unit"));
        boolean analyte = r.mentions(ANALYTE);
        r.eachPhrase(FLAGGED, (m, at) -> {
            if (medical || analyte || m.group().contains("%")) {
                out.add(at, r.surrounding(Entity.LAB_RESULT), Entity.LAB_RESULT, 0.8, "flagged");
            }
        });
        if (r.labelHas(ANALYTE) && (medical || strongAnalyte(r.label()))) {
            r.eachPhrase(VALUE, (m, at) -> out.add(at, Category.MEDICAL, Entity.LAB_RESULT, 0.8, "under-label"));
        } else if (analyte && medical) {
            r.eachPhrase(VALUE, (m, at) -> {
                if (r.cued(ANALYTE, at[0])) {
                    out.add(at, Category.MEDICAL, Entity.LAB_RESULT, 0.8, "after-analyte");
                }
            });
        }
        doses(r, out, medical);
        codes(r, out, medical);
    }

    /** Analytes whose short names are also words of machines and statistics need a medical block. */
    private static boolean strongAnalyte(String label) {
        return !label.matches(
                ".*(?<![\\p{L}\\p{N}])(?:alt|ast|hr|rr|bp|pt|ptt|temp\\w*|weight|height|iron|pulse|t[34]|lh|calcium|sodium)(?![\\p{L}\\p{N}]).*");
    }

    private static void doses(Reading r, Reading.Spans out, boolean medical) {
        r.eachPhrase(
                DOSE_WITH_FREQUENCY,
                (m, at) -> out.add(at, r.surrounding(Entity.MEDICATION), Entity.MEDICATION, 0.85, "dose-frequency"));
        if (medical || r.mentions(MEDICATION_LABEL)) {
            r.eachPhrase(DOSE_ALONE, (m, at) -> {
                boolean certain = m.group().matches(".*(?:mg|mcg|µg|iu|units?|puffs?|tab|cap).*");
                if (medical || certain) {
                    out.add(at, r.surrounding(Entity.MEDICATION), Entity.MEDICATION, 0.7, "dose");
                }
            });
        }
    }

    private static void codes(Reading r, Reading.Spans out, boolean medical) {
        Matcher m = ICD.matcher(r.text());
        while (m.find()) {
            if (medical || r.cued(Cues.CODE_LABEL, m.start())) {
                out.add(new int[] {m.start(), m.end()}, Category.MEDICAL, Entity.MEDICAL_CODE, 0.85, "icd10");
            }
        }
        m = ICD_SHORT.matcher(r.text());
        while (m.find()) {
            if (r.cued(Cues.CODE_LABEL, m.start())) {
                out.add(new int[] {m.start(), m.end()}, Category.MEDICAL, Entity.MEDICAL_CODE, 0.7, "icd10-short");
            }
        }
        r.eachNumber(NDC, (n, at) -> {
            if (medical || r.cued(NDC_LABEL, at[0])) {
                out.add(at, Category.MEDICAL, Entity.MEDICAL_CODE, 0.85, "ndc");
            }
        });
        if (r.mentions(LOINC_LABEL)) {
            r.eachNumber(LOINC, (n, at) -> {
                if (r.cued(LOINC_LABEL, at[0])) {
                    out.add(at, Category.MEDICAL, Entity.MEDICAL_CODE, 0.85, "loinc");
                }
            });
        }
        r.eachNumber(CPT, (n, at) -> {
            if (r.cued(PROCEDURE_CODE, at[0])) {
                out.add(at, Category.MEDICAL, Entity.MEDICAL_CODE, 0.8, "cpt");
            }
        });
    }
}
