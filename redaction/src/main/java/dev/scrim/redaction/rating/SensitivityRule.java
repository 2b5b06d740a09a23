package dev.scrim.redaction.rating;

import dev.scrim.datasets.model.Category;
import dev.scrim.datasets.model.Finding;
import dev.scrim.datasets.model.Sensitivity;
import dev.scrim.redaction.taxonomy.Entity;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How sensitive one finding is: the higher of what its category and its entity say. The levels follow the impact levels
 * of NIST SP 800-122, section 3, with these fixed points:
 *
 * <ul>
 *   <li>4: what opens an account (credentials), identifies to an authority (SSN, ITIN, national and Medicare ids), pays
 *       (PCI DSS 4.0 account data, account numbers), or is health data (GDPR article 9, HIPAA).
 *   <li>3: what is said in confidence (messages, mail, prompts), pay, reviews, amounts and tax forms, dates of birth, and
 *       what nobody could read in a risky place: it cannot be judged harmless.
 *   <li>2: who, where and with whom (names, handles, addresses, organisations).
 *   <li>1: no finding.
 * </ul>
 *
 * A finding's score plays no part: a doubtful secret is rated as a secret.
 */
public final class SensitivityRule {
    private static final Set<String> RESTRICTED = names(EnumSet.of(
            Entity.SSN,
            Entity.ITIN,
            Entity.ATIN,
            Entity.IP_PIN,
            Entity.NATIONAL_ID,
            Entity.MBI,
            Entity.MRN,
            Entity.DEA,
            Entity.CARD_NUMBER,
            Entity.CARD_CODE,
            Entity.IBAN,
            Entity.ACCOUNT_NUMBER,
            Entity.PASSWORD,
            Entity.API_KEY,
            Entity.TOKEN,
            Entity.PRIVATE_KEY,
            Entity.OTP,
            Entity.SEED_PHRASE,
            Entity.ACCESS_CODE,
            Entity.DOCUMENT_SCAN));
    private static final Set<String> CONFIDENTIAL = names(
            EnumSet.of(Entity.DATE_OF_BIRTH, Entity.SALARY, Entity.RATING, Entity.NOTE, Entity.MESSAGE, Entity.MONEY));

    private SensitivityRule() {}

    /** Never {@link Sensitivity#PUBLIC}: what was found is private. */
    public static Sensitivity of(Finding finding) {
        return of(finding.category()).or(of(finding.entity()));
    }

    /** What the category alone says. */
    public static Sensitivity of(Category category) {
        return switch (category) {
            case CREDENTIAL, MEDICAL -> Sensitivity.RESTRICTED;
            case TAX, CHAT, AI_PROMPT, FINANCE, HR, PICTURE, UNREADABLE -> Sensitivity.CONFIDENTIAL;
            case CONTACT, PERSON -> Sensitivity.PERSONAL;
        };
    }

    /** An entity that no rule names adds nothing to its category. */
    private static Sensitivity of(String entity) {
        if (RESTRICTED.contains(entity)) {
            return Sensitivity.RESTRICTED;
        }
        return CONFIDENTIAL.contains(entity) ? Sensitivity.CONFIDENTIAL : Sensitivity.PERSONAL;
    }

    private static Set<String> names(Set<Entity> entities) {
        return entities.stream().map(Entity::name).collect(Collectors.toUnmodifiableSet());
    }
}
