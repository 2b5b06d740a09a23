package dev.scrim.redaction;

import org.junit.jupiter.api.Test;

/** Forms and tables about somebody in any program, and what only looks like them. */
class FormPagesTest {
    @Test
    void aFormAboutSomebodyHidesItsValuesAndNoneOfItsLabels() {
        new Page("browser", "Employee file")
                .kept(60, 100, "Full name")
                .gone(300, 100, "Marieke Oosterveld")
                .kept(60, 130, "Job title")
                .gone(300, 130, "crane operator, night crew")
                .kept(60, 160, "Marital status")
                .gone(300, 160, "separated")
                .kept(60, 190, "Ethnic origin")
                .gone(300, 190, "Surinamese")
                .kept(60, 220, "Days absent")
                .gone(300, 220, "11 of 14")
                .kept(60, 250, "Annual salary")
                .gone(300, 250, "EUR 41 300")
                .kept(60, 280, "Shoe cupboard")
                .gone(300, 280, "third shelf from the door")
                .holds();
    }

    @Test
    void labelsOverTheirValuesAreAFormToo() {
        new Page("browser", "Steuerbescheid")
                .kept(60, 100, "Familienstand")
                .kept(400, 100, "Konfession")
                .kept(740, 100, "Steuerklasse")
                .gone(60, 122, "verwitwet")
                .gone(400, 122, "keine")
                .gone(740, 122, "drei")
                .kept(60, 170, "Bruttolohn")
                .kept(400, 170, "Nachzahlung")
                .kept(740, 170, "Geburtsdatum")
                .gone(60, 192, "51.300,00")
                .gone(400, 192, "812,40")
                .gone(740, 192, "04.11.1969")
                .holds();
    }

    @Test
    void settingsOfAProgramAreNoForm() {
        new Page("settings", "Display")
                .kept(60, 100, "Language")
                .kept(300, 100, "English")
                .kept(60, 130, "Theme")
                .kept(300, 130, "ocean night")
                .kept(60, 160, "Font size")
                .kept(300, 160, "12 points")
                .kept(60, 190, "Sound")
                .kept(300, 190, "glass bell")
                .holds();
    }

    @Test
    void inAPersonsRowAHeadingsWordsAreAValue() {
        new Page("browser", "Leave requests - staff")
                .kept(60, 100, "Employee")
                .kept(300, 100, "Type")
                .kept(560, 100, "Reason")
                .kept(900, 100, "Action")
                .gone(60, 130, "Philippa Mwangi")
                .gone(300, 130, "Parental leave")
                .gone(560, 130, "twins, due in autumn")
                .kept(900, 130, "Approve")
                .gone(60, 160, "Torsten Eklund")
                .gone(300, 160, "Sick leave")
                .gone(560, 160, "broken collarbone")
                .kept(900, 160, "Approve")
                .holds();
    }

    @Test
    void statementsOfOtherCountriesAreStatements() {
        new Page("browser", "Nordavind")
                .gone(60, 100, "5413 3301 8890 2217")
                .gone(60, 160, "Systembolaget Kungsgatan")
                .gone(900, 160, "-kr 412,50")
                .gone(60, 200, "Begravningsbyrån Sundin")
                .gone(900, 200, "-kr 18 300,00")
                .gone(60, 240, "Försäkringskassan")
                .gone(900, 240, "+kr 9 114,00")
                .holds();
        new Page("browser", "Garden shop")
                .kept(60, 100, "Item")
                .kept(500, 100, "Price")
                .kept(60, 130, "Watering can")
                .kept(500, 130, "$18.40")
                .kept(60, 160, "Seed tray")
                .kept(500, 160, "$6.90")
                .holds();
    }

    @Test
    void formsOfOtherFields() {
        new Page("browser", "Antrag - Kreditbank Nordwest")
                .kept(60, 100, "Kontoinhaber")
                .gone(300, 100, "Ottokar Biedermeier-Voss")
                .kept(60, 130, "Arbeitgeber")
                .gone(300, 130, "Seilerei Hansen am Hafen")
                .kept(60, 160, "Nettogehalt")
                .gone(300, 160, "2.140,00 EUR")
                .kept(60, 190, "Verwendungszweck")
                .gone(300, 190, "neues Dach nach dem Sturm")
                .holds();
        new Page("browser", "Loan request - Pinebank")
                .kept(60, 100, "Applicant")
                .gone(300, 100, "Bisrat Tekle")
                .kept(60, 130, "Household income")
                .gone(300, 130, "38 400")
                .kept(60, 160, "Loan purpose")
                .gone(300, 160, "funeral of an uncle")
                .kept(60, 190, "Loan amount")
                .gone(300, 190, "9 500")
                .holds();
        new Page("clinicdesk", "Admission")
                .kept(60, 100, "Patient name")
                .gone(300, 100, "Eulalia Brandvold")
                .kept(60, 130, "Hospital number")
                .gone(300, 130, "K 331 904")
                .kept(60, 160, "Smoking status")
                .gone(300, 160, "two packs a day")
                .kept(60, 190, "Reason for admission")
                .gone(300, 190, "fall from a ladder")
                .holds();
        new Page("browser", "Self assessment tax account")
                .kept(60, 100, "Unique Taxpayer Reference")
                .gone(420, 100, "44019 88215")
                .kept(60, 130, "Trading name")
                .gone(420, 130, "Bramble Hill Pottery")
                .kept(60, 160, "Turnover")
                .gone(420, 160, "61 220")
                .kept(60, 190, "Allowable expenses")
                .gone(420, 190, "17 905")
                .kept(60, 220, "Tax owed")
                .gone(420, 220, "8 412")
                .holds();
    }

    @Test
    void aReviewAndAPayslip() {
        new Page("browser", "Appraisal - people portal")
                .kept(60, 80, "Performance review")
                .kept(60, 110, "Employee")
                .gone(300, 110, "Casimir Dlugosz")
                .kept(60, 140, "Reviewer")
                .gone(300, 140, "Henriette Ouedraogo")
                .kept(60, 170, "Overall rating")
                .gone(300, 170, "below the others")
                .kept(60, 220, "Strengths")
                .gone(60, 245, "He never loses his temper with the drivers at the gate.")
                .kept(60, 290, "Areas for improvement")
                .gone(60, 315, "Comes late when his father drinks and forgets the keys.")
                .holds();
        new Page("payviewer", "Payslip March")
                .kept(60, 80, "Employee")
                .gone(300, 80, "Ludmila Horvathova")
                .kept(60, 110, "Payroll number")
                .gone(300, 110, "P-44 190")
                .kept(60, 140, "Basic pay")
                .gone(300, 140, "1,912.00")
                .kept(60, 170, "Overtime")
                .gone(300, 170, "88.40")
                .kept(60, 200, "Net pay")
                .gone(300, 200, "1,530.77")
                .holds();
    }

    @Test
    void articlesAndManualsStayReadable() {
        new Page("browser", "Sleep and health - Encyclopedia")
                .kept(60, 80, "Sleep and health")
                .kept(60, 120, "Grown people need seven to nine hours of sleep each night for their hearts and minds.")
                .kept(60, 145, "Education about sleep belongs in schools, and employers should plan shifts with it.")
                .kept(60, 200, "References")
                .holds();
        new Page("browser", "Export - Manual")
                .kept(60, 80, "Export to a file")
                .kept(60, 110, "Choose the format and press the button below the table.")
                .kept(60, 160, "Option")
                .kept(300, 160, "Default")
                .kept(60, 190, "Encoding")
                .kept(300, 190, "UTF-8")
                .kept(60, 220, "Separator")
                .kept(300, 220, "semicolon")
                .holds();
        new Page("browser", "Careers at Windmill")
                .kept(60, 80, "Warehouse assistant")
                .kept(60, 110, "Location")
                .any(300, 110, "Rotterdam")
                .kept(60, 140, "Hours")
                .kept(300, 140, "32 per week")
                .holds();
    }

    @Test
    void whatPeopleOfOtherTradesSee() {
        new Page("browser", "Absence - Personio")
                .kept(60, 80, "Absences of the team")
                .kept(60, 110, "Name")
                .kept(300, 110, "Kind")
                .kept(520, 110, "From")
                .kept(700, 110, "Remark")
                .gone(60, 140, "Ulrike Sonnleitner")
                .gone(300, 140, "Sick note")
                .any(520, 140, "3 March")
                .gone(700, 140, "slipped disc, six weeks")
                .gone(60, 170, "Pavel Dvorsky")
                .gone(300, 170, "Unpaid leave")
                .any(520, 170, "9 March")
                .gone(700, 170, "looks after his mother")
                .holds();
        new Page("browser", "Candidate - Talentbox")
                .kept(60, 80, "Candidate")
                .gone(300, 80, "Quentin Abernathy")
                .kept(60, 110, "Expected salary")
                .gone(300, 110, "54 000")
                .kept(60, 140, "Notice period")
                .gone(300, 140, "three months")
                .kept(60, 170, "Interviewer")
                .gone(300, 170, "Solveig Aasen")
                .kept(60, 200, "Verdict")
                .gone(300, 200, "do not hire")
                .holds();
        new Page("browser", "Ma banque - Virements")
                .kept(60, 80, "Titulaire du compte")
                .gone(320, 80, "Clothilde Vasseur-Blin")
                .kept(60, 110, "Solde disponible")
                .gone(320, 110, "1 204,77")
                .kept(60, 140, "Motif du virement")
                .gone(320, 140, "pension alimentaire")
                .holds();
        new Page("browser", "Sign in")
                .kept(60, 80, "Two factor code")
                .gone(60, 104, "662 901")
                .kept(60, 160, "Recovery key")
                .gone(60, 184, "K7QD-99XM-PL2V-0RTE")
                .holds();
        new Page("console", "kubectl")
                .any(10, 60, "apiVersion: v1")
                .any(10, 80, "kind: Secret")
                .any(10, 120, "db-password:")
                .gone(114, 120, "bWFuZ29zdGVlbg==")
                .gone(10, 140, "SMTP_PASS=violet-Anchor7")
                .gone(10, 160, "REDIS_AUTH_TOKEN=q9fk2m0xw7")
                .holds();
    }
}
