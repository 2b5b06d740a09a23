package dev.scrim.redaction;

import static dev.scrim.redaction.Screens.line;
import static dev.scrim.redaction.Screens.segment;
import static dev.scrim.redaction.Screens.view;
import static dev.scrim.redaction.Screens.window;
import static org.assertj.core.api.Assertions.assertThat;

import dev.scrim.datasets.model.Box;
import dev.scrim.datasets.model.Finding;
import dev.scrim.datasets.model.PlacedLine;
import dev.scrim.datasets.model.SegmentView;
import dev.scrim.redaction.propagate.SecretIndex;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Pages that have the same shape in any program: forms, letters, curricula, invitations, phrases, talks in terminals. */
class PageRulesTest {
    private static final Box FULL = new Box(0, 0, 1200, 780);

    /** A screen and what of it must go and what must stay. */
    private static final class Page {
        private final String app;
        private final String title;
        private final List<PlacedLine> lines = new ArrayList<>();
        private final List<PlacedLine> gone = new ArrayList<>();
        private final List<PlacedLine> kept = new ArrayList<>();

        Page(String app, String title) {
            this.app = app;
            this.title = title;
        }

        Page gone(int x, int y, String text) {
            PlacedLine line = line(x, y, text);
            lines.add(line);
            gone.add(line);
            return this;
        }

        Page kept(int x, int y, String text) {
            PlacedLine line = line(x, y, text);
            lines.add(line);
            kept.add(line);
            return this;
        }

        /** Neither is asked for. */
        Page any(int x, int y, String text) {
            lines.add(line(x, y, text));
            return this;
        }

        void holds() {
            SegmentView segment =
                    segment(List.of(view(1_000_000, window(1, app, title, FULL), lines.toArray(PlacedLine[]::new))));
            Analyzer analyzer = Analyzer.standard(RedactionSettings.standard());
            List<Finding> found = analyzer.propagate(segment, analyzer.detect(segment), SecretIndex.empty());
            assertThat(gone.stream()
                            .filter(l -> !hides(found, l))
                            .map(l -> l.line().text()))
                    .as("left open")
                    .isEmpty();
            assertThat(kept.stream()
                            .filter(l -> hides(found, l))
                            .map(l -> l.line().text() + " by " + rules(found, l)))
                    .as("covered needlessly")
                    .isEmpty();
        }

        private static List<String> rules(List<Finding> found, PlacedLine line) {
            return found.stream()
                    .filter(f -> hides(List.of(f), line))
                    .map(f -> f.entity() + " " + f.detector())
                    .distinct()
                    .toList();
        }

        private static boolean hides(List<Finding> found, PlacedLine line) {
            return found.stream()
                    .anyMatch(f -> f.place() instanceof Finding.OnScreen on
                            && on.boxes().stream()
                                    .anyMatch(b -> b.intersect(line.box()).area() * 10
                                            >= line.box().area() * 9));
        }
    }

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
    void aLetterToSomebodyIsPrivateButForWhatEveryLetterSays() {
        new Page("docviewer", "scan0007.pdf")
                .gone(160, 100, "Mrs Halima Yusufzai")
                .gone(160, 120, "17 Tanner Hill")
                .gone(160, 140, "Whitby YO21 3QX")
                .gone(160, 200, "Your licence to drive is withdrawn because of the seizures in May.")
                .gone(160, 240, "The surgeon expects that the left hand stays numb.")
                .kept(160, 280, "If you have any questions, write to the office at this address.")
                .holds();
        new Page("writer", "brief.odt")
                .any(160, 100, "Sehr geehrte Frau Wittenbrink,")
                .gone(160, 140, "der Vermieter hat uns wegen der offenen Miete geschrieben.")
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
