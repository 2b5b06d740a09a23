package dev.scrim.redaction.taxonomy;

import dev.scrim.datasets.model.Category;

/** What a private thing is, with the category it belongs to when its surroundings do not say otherwise. */
public enum Entity {
    SSN(Category.TAX),
    ITIN(Category.TAX),
    ATIN(Category.TAX),
    PTIN(Category.TAX),
    EIN(Category.TAX),
    IP_PIN(Category.TAX),
    NATIONAL_ID(Category.TAX),
    MONEY(Category.TAX),
    DATE_OF_BIRTH(Category.PERSON),
    MRN(Category.MEDICAL),
    MEMBER_ID(Category.MEDICAL),
    ENCOUNTER_ID(Category.MEDICAL),
    CLAIM_ID(Category.MEDICAL),
    RX_NUMBER(Category.MEDICAL),
    NPI(Category.MEDICAL),
    DEA(Category.MEDICAL),
    MBI(Category.MEDICAL),
    MEDICAL_CODE(Category.MEDICAL),
    LAB_RESULT(Category.MEDICAL),
    MEDICATION(Category.MEDICAL),
    DIAGNOSIS(Category.MEDICAL),
    PROCEDURE(Category.MEDICAL),
    MESSAGE(Category.CHAT),
    CARD_NUMBER(Category.FINANCE),
    CARD_CODE(Category.FINANCE),
    IBAN(Category.FINANCE),
    ROUTING_NUMBER(Category.FINANCE),
    BIC(Category.FINANCE),
    ACCOUNT_NUMBER(Category.FINANCE),
    SALARY(Category.HR),
    EMPLOYEE_ID(Category.HR),
    RATING(Category.HR),
    NOTE(Category.HR),
    EMAIL(Category.CONTACT),
    PHONE(Category.CONTACT),
    ADDRESS(Category.CONTACT),
    PASSWORD(Category.CREDENTIAL),
    API_KEY(Category.CREDENTIAL),
    TOKEN(Category.CREDENTIAL),
    PRIVATE_KEY(Category.CREDENTIAL),
    OTP(Category.CREDENTIAL),
    SEED_PHRASE(Category.CREDENTIAL),
    ACCESS_CODE(Category.CREDENTIAL),
    PERSON(Category.PERSON),
    HANDLE(Category.PERSON),
    PLACE(Category.PERSON),
    ORG(Category.PERSON),
    DEVICE(Category.CONTACT),
    FACE(Category.PICTURE),
    AVATAR(Category.PICTURE),
    QR_CODE(Category.PICTURE),
    BARCODE(Category.PICTURE),
    SIGNATURE(Category.PICTURE),
    DOCUMENT_SCAN(Category.PICTURE);

    private final Category home;

    Entity(Category home) {
        this.home = home;
    }

    /** Category when the surroundings do not say otherwise. */
    public Category home() {
        return home;
    }
}
