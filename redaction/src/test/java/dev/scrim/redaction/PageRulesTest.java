package dev.scrim.redaction;

import org.junit.jupiter.api.Test;

/** Pages that have the same shape in any program: letters, curricula, invitations, phrases, talks in terminals. */
class PageRulesTest {
    @Test
    void aLetterToSomebodyIsPrivateButForWhatEveryLetterSays() {
        new Page("docviewer", "scan0007.pdf")
                .gone(160, 100, "Mrs Halima Yusufzai")
                .gone(160, 120, "17 Tanner Hill")
                .gone(160, 140, "Whitby YO21 3QX")
                .gone(160, 200, "Your licence to drive is withdrawn because of the seizures in May.")
                .gone(160, 240, "The surgeon expects that the left hand stays numb.")
                .gone(160, 260, "You may not work at heights while the fits go on.")
                .kept(160, 280, "If you have any questions, write to the office at this address.")
                .kept(160, 300, "You may object to the office at this address.")
                .holds();
        new Page("writer", "brief.odt")
                .any(160, 100, "Sehr geehrte Frau Wittenbrink,")
                .gone(160, 140, "der Vermieter hat uns wegen der offenen Miete geschrieben.")
                .holds();
    }

    @Test
    void whatALetterSaysOfItselfIsPrivateToo() {
        new Page("writer", "draft.odt")
                .any(160, 100, "Dear Mr Oyelaran,")
                .gone(160, 140, "This letter is a formal warning for sleeping at the switchboard.")
                .gone(160, 180, "We have reviewed the complaint of the night porter and uphold it.")
                .gone(160, 220, "The report about the broken locker and the theft is confidential.")
                .holds();
    }

    @Test
    void aLetterToEverybodyIsNone() {
        new Page("docviewer", "newsletter.pdf")
                .kept(160, 100, "Dear customers,")
                .kept(160, 140, "the shop on the harbour opens again after the winter break.")
                .holds();
    }

    @Test
    void aCurriculumTellsWhoSomebodyIs() {
        new Page("docviewer", "upload_17.pdf")
                .gone(300, 60, "Anneli Torvinen")
                .kept(300, 120, "Work history")
                .gone(300, 150, "2011 to 2018 head of the dye works, Porvoo Textiles")
                .gone(300, 175, "2005 to 2011 assistant in the colour laboratory")
                .kept(300, 220, "Skills")
                .gone(300, 250, "spectrometry, glazing, forklift licence")
                .holds();
        new Page("docviewer", "anhang.pdf")
                .kept(300, 120, "Berufserfahrung")
                .gone(300, 150, "seit 2016 Schichtleiterin im Kraftwerk am Kanal")
                .kept(300, 220, "Ausbildung")
                .gone(300, 250, "Meisterbrief der Handwerkskammer")
                .holds();
    }

    @Test
    void wordsAndCodesThatOpenAWalletAreHiddenCellByCell() {
        new Page("purse", "Purse")
                .kept(100, 80, "Write down your secret recovery phrase")
                .gone(100, 140, "1. copper")
                .gone(300, 140, "2. raven")
                .gone(500, 140, "3. window")
                .gone(100, 180, "4. meadow")
                .gone(300, 180, "5. ticket")
                .gone(500, 180, "6. oyster")
                .kept(100, 260, "Continue")
                .holds();
        new Page("browser", "Two steps")
                .kept(100, 80, "Save these backup codes")
                .gone(100, 140, "4kd9-t2mq")
                .gone(300, 140, "81hx-9wzb")
                .gone(100, 180, "p0f3-6ncu")
                .gone(300, 180, "7yrl-e5sa")
                .holds();
        new Page("browser", "Vocabulary")
                .kept(100, 80, "Words of the week")
                .kept(100, 140, "copper")
                .kept(300, 140, "raven")
                .kept(100, 180, "meadow")
                .kept(300, 180, "ticket")
                .holds();
    }

    @Test
    void invitationsSayWhoMeetsAndWhatAbout() {
        new Page("planner", "Entry")
                .gone(100, 80, "Return to work after the burnout")
                .kept(100, 120, "Organizer")
                .gone(260, 120, "Rosamund Achterberg-Kane")
                .kept(100, 150, "Location")
                .gone(260, 150, "small room behind the canteen")
                .gone(100, 200, "Bring the note of the doctor and tell nobody of the others.")
                .holds();
    }

    @Test
    void mailAndAssistantsInTerminals() {
        new Page("gnome-terminal", "neomutt")
                .kept(10, 40, "q:Quit d:Del s:Save m:Mail r:Reply")
                .any(10, 80, "From: Ines Valtavirta <ines@posti.test>")
                .any(10, 100, "To: oskar@posti.test")
                .gone(10, 140, "they will not renew the contract of my sister in spring")
                .gone(10, 160, "and she is the only one who has a job at home")
                .holds();
        new Page("konsole", "helper")
                .gone(10, 80, "> how do I tell my mother that the baby is not his")
                .gone(10, 120, "You could begin with what you are afraid of and ask her to listen.")
                .holds();
        new Page("xterm", "bash")
                .kept(10, 60, "$ git log --oneline")
                .kept(10, 80, "4f2c19a Read the next page before the first is shown")
                .kept(10, 100, "> make test")
                .kept(10, 120, "warning: the option is not used in this build")
                .holds();
    }

    @Test
    void noticesOfAProgramStayInChartsAndFiles() {
        new Page("clinicdesk", "Patient chart")
                .any(60, 80, "MRN 4410-221")
                .kept(60, 100, "Allergies")
                .gone(60, 130, "hives after shellfish")
                .kept(60, 170, "Assessment")
                .gone(60, 200, "Refuses insulin, drinks again, wife left in June")
                .kept(60, 400, "All entries are saved automatically.")
                .kept(60, 430, "Please fill in every field of the form.")
                .holds();
    }

    @Test
    void whateverPasswordItIsItsLabelEndsTheSame() {
        new Page("browser", "Router")
                .kept(60, 100, "Wireless key")
                .gone(300, 100, "tulip-harbour-88")
                .kept(60, 130, "Admin password")
                .gone(300, 130, "Zq4!banjo")
                .kept(60, 160, "Channel")
                .kept(300, 160, "auto")
                .holds();
        new Page("requests", "Requests")
                .any(60, 100, "Authorization")
                .gone(300, 100, "Basic c3BhcnJvdzpub3Rib29r")
                .any(60, 130, "Cookie")
                .gone(300, 130, "sid=9f%2Fk2LmQ.x0Wt")
                .holds();
        new Page("browser", "Account")
                .kept(60, 100, "Change password")
                .kept(60, 124, "Choose one that you use nowhere else.")
                .holds();
    }

    @Test
    void mailThreadsCarryTheirSubjectInTheTitle() {
        new Page("browser", "Results of the paternity test - Nestmail")
                .any(200, 10, "nestmail.test/thread/4")
                .gone(200, 100, "Results of the paternity test")
                .any(200, 140, "Nerea Urrutia to Xabier Etxeberria")
                .gone(200, 165, "It came back this morning and he is not the father.")
                .kept(200, 230, "Reply to all")
                .holds();
    }

    @Test
    void whatACodeSaysOfPersonsIsNobody() {
        new Page("sqldesk", "people.sql")
                .kept(20, 100, "CREATE TABLE employees (")
                .kept(40, 120, "employee_id BIGINT PRIMARY KEY,")
                .kept(40, 140, "full_name TEXT NOT NULL,")
                .kept(40, 160, "salary NUMERIC NOT NULL,")
                .kept(40, 180, "hire_date DATE NOT NULL DEFAULT now()")
                .kept(20, 200, "SELECT department, manager FROM employees;")
                .holds();
    }

    @Test
    void aNoticeOfTheDoctorAndAWarningWithoutATitle() {
        new Page("docviewer", "warnung.pdf")
                .gone(160, 100, "Herrn Detlef Kammerer")
                .gone(160, 120, "Am Wehr 3")
                .gone(160, 140, "24937 Flensburg")
                .gone(160, 220, "am Montag haben Sie die Schicht ohne Grund verlassen.")
                .gone(160, 250, "Beim dritten Mal kündigen wir den Vertrag fristlos.")
                .holds();
        new Page("writer", "letter3.docx")
                .any(160, 100, "Dear Ms Okonedo,")
                .gone(160, 140, "The biopsy of your left breast shows cells that grow fast.")
                .gone(160, 165, "Come to the ward on Tuesday, fasting, and bring your sister.")
                .kept(160, 230, "Yours sincerely")
                .holds();
    }
}
