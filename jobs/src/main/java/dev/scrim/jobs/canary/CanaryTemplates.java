package dev.scrim.jobs.canary;

import dev.scrim.datasets.model.Box;
import dev.scrim.jobs.canary.Lettering.Face;
import java.util.List;

/** The kinds of screen that are drawn: what people keep private looks like one of these in most programs. */
enum CanaryTemplates {
    /** Labels above fields with values in them. */
    FORM {
        @Override
        CanaryScreen draw(Easel e, Invention made) {
            Face face = made.coin() ? Face.SANS : Face.SERIF;
            String person = made.person();
            e.heading("Taxpayer details", face, 40, rows(e, 2));
            field(e, face, 3, 40, "Full name", CanaryGroup.PERSON, person);
            field(e, face, 3, 480, "Social Security number", CanaryGroup.STRUCTURED, made.ssn());
            field(e, face, 6, 40, "Employer identification number", CanaryGroup.STRUCTURED, made.ein());
            field(e, face, 6, 480, "ITIN of spouse", CanaryGroup.STRUCTURED, made.itin());
            field(e, face, 9, 40, "Email", CanaryGroup.CONTACT, made.mail(person));
            field(e, face, 9, 480, "Phone", CanaryGroup.CONTACT, made.phone());
            e.safe("Save and continue", face, 60, rows(e, 13));
            e.safe("Go back", face, 480, rows(e, 13));
            return e.finish("Forms", "Taxpayer details");
        }
    },
    /** A record with a head line, then labelled values and a list. */
    CHART {
        @Override
        CanaryScreen draw(Easel e, Invention made) {
            Face face = Face.SANS;
            e.panel(new Box(0, 0, e.width(), rows(e, 2)), 0);
            e.heading("Patient chart", face, 40, rows(e, 1) + 4);
            pair(e, face, 3, 40, "Patient:", CanaryGroup.PERSON, made.person());
            pair(e, face, 3, 480, "MRN:", CanaryGroup.STRUCTURED, made.recordNumber());
            pair(e, face, 4, 480, "SSN:", CanaryGroup.STRUCTURED, made.ssn());
            e.safe("Problem list", face, 40, rows(e, 6));
            e.secret(CanaryGroup.MEDICAL, made.condition(), face, 60, rows(e, 7));
            e.safe("Medications", face, 40, rows(e, 9));
            e.secret(CanaryGroup.MEDICAL, made.drug(), face, 60, rows(e, 10));
            e.safe("Print preview", face, 40, rows(e, 13));
            return e.finish("Clinic records", "Patient chart");
        }
    },
    /** Bubbles to the left and right with a composer below. */
    CHAT {
        @Override
        CanaryScreen draw(Easel e, Invention made) {
            Face face = Face.SANS;
            String person = made.person();
            e.panel(new Box(0, 0, 200, e.height()), 0);
            e.safe("Channels", face, 20, rows(e, 1) + 4);
            e.safe("general", face, 30, rows(e, 2) + 4);
            e.safe("releases", face, 30, rows(e, 3) + 4);
            for (int i = 0; i < 4; i++) {
                boolean right = i % 2 == 1;
                String text = made.message();
                int wide = (int) e.widthOf(text, face) + 28;
                int x = right ? e.width() - wide - 30 : 230;
                int y = rows(e, 1 + 3 * i);
                if (!right) {
                    e.secret(CanaryGroup.PERSON, person, face, x + 4, y);
                }
                e.panel(new Box(x, y + 6, wide, (int) (e.size() * 2)), 14);
                e.secret(CanaryGroup.MESSAGE, text, face, x + 14, y + 6 + (int) (e.size() * 1.4));
            }
            e.frame(new Box(220, e.height() - rows(e, 2), e.width() - 250, rows(e, 1)));
            e.safe("Write a message", face, 232, e.height() - rows(e, 1) - (int) (e.size() * 0.5));
            return e.finish("Team chat", "Direct message - Team chat");
        }
    },
    /** Header lines, a body and a signature. */
    MAIL {
        @Override
        CanaryScreen draw(Easel e, Invention made) {
            Face face = made.coin() ? Face.SANS : Face.SERIF;
            String from = made.person();
            String to = made.person();
            e.safe("Inbox", face, 20, rows(e, 2));
            e.safe("Archive", face, 20, rows(e, 3));
            e.safe("Reply", face, 200, rows(e, 1));
            e.safe("Forward", face, 300, rows(e, 1));
            pair(e, face, 2, 200, "From:", CanaryGroup.CONTACT, made.mail(from));
            pair(e, face, 3, 200, "To:", CanaryGroup.CONTACT, made.mail(to));
            pair(e, face, 4, 200, "Subject:", CanaryGroup.MESSAGE, made.message());
            e.secret(CanaryGroup.MESSAGE, "Dear " + to + ",", face, 200, rows(e, 6));
            e.secret(CanaryGroup.MESSAGE, made.message(), face, 200, rows(e, 7));
            sentence(e, face, 8, "Please refund to", made.iban());
            sentence(e, face, 9, "or to card", made.card());
            e.secret(CanaryGroup.MESSAGE, "Best regards, " + from, face, 200, rows(e, 11));
            return e.finish("Mail", "Inbox - Mail");
        }

        private void sentence(Easel e, Face face, int row, String words, String number) {
            int right = e.secret(CanaryGroup.MESSAGE, words, face, 200, rows(e, row));
            e.secret(CanaryGroup.STRUCTURED, number, face, right + (int) (e.size() * 0.4), rows(e, row));
        }
    },
    /** Monospaced lines with keys between harmless ones. */
    TERMINAL {
        @Override
        CanaryScreen draw(Easel e, Invention made) {
            Face face = Face.MONO;
            e.safe("$ ls build", face, 20, rows(e, 1));
            e.safe("classes  reports  libs", face, 20, rows(e, 2));
            e.safe("$ cat .env", face, 20, rows(e, 3));
            assign(e, face, 4, "AWS_ACCESS_KEY_ID=", made.accessKey());
            assign(e, face, 5, "DB_PASSWORD=", made.password());
            assign(e, face, 6, "GITHUB_TOKEN=", made.token());
            e.safe("LOG_LEVEL=debug", face, 20, rows(e, 7));
            assign(e, face, 8, "Authorization: Bearer ", made.webToken());
            e.safe("$ git status", face, 20, rows(e, 10));
            e.safe("nothing to commit, working tree clean", face, 20, rows(e, 11));
            e.safe("$ cat settings.yaml", face, 20, rows(e, 12));
            assign(e, face, 13, "access_key: ", made.accessKey());
            assign(e, face, 14, "password: ", made.password());
            assign(e, face, 15, "token: ", made.token());
            assign(e, face, 16, "session: ", made.webToken());
            return e.finish("Terminal", "Terminal");
        }

        private void assign(Easel e, Face face, int row, String name, String value) {
            e.safe(name, face, 20, rows(e, row));
            int x = 20 + (int) Math.ceil(e.widthOf(name, face));
            e.secret(CanaryGroup.CREDENTIAL, value, face, x, rows(e, row));
        }
    },
    /** A ruled grid with a head row: people and their numbers beside harmless columns. */
    TABLE {
        @Override
        CanaryScreen draw(Easel e, Invention made) {
            Face face = made.coin() ? Face.SANS : Face.SERIF;
            int[] columns = {30, 250, 420, 650, 830};
            List<String> heads = List.of("Name", "SSN", "Card number", "Status", "Region");
            for (int c = 0; c < columns.length; c++) {
                e.safe(heads.get(c), face, columns[c] + 6, rows(e, 2));
            }
            for (int r = 3; r < 9; r++) {
                e.frame(new Box(columns[0], rows(e, r) - (int) (e.size() * 1.25), e.width() - 60, rows(e, 1)));
                e.secret(CanaryGroup.PERSON, made.person(), face, columns[0] + 6, rows(e, r));
                e.secret(CanaryGroup.STRUCTURED, made.ssn(), face, columns[1] + 6, rows(e, r));
                e.secret(CanaryGroup.STRUCTURED, made.card(), face, columns[2] + 6, rows(e, r));
                e.safe(made.one(List.of("Active", "Pending", "Closed")), face, columns[3] + 6, rows(e, r));
                e.safe(made.one(List.of("North", "South", "West")), face, columns[4] + 6, rows(e, r));
            }
            return e.finish("Sheets", "Table view");
        }
    };

    abstract CanaryScreen draw(Easel e, Invention made);

    /** Height of so many rows of running text, pixels. */
    static int rows(Easel e, int count) {
        return (int) Math.round(count * e.size() * Easel.LEADING);
    }

    private static void field(Easel e, Face face, int row, int x, String label, CanaryGroup group, String value) {
        e.safe(label, face, x, rows(e, row));
        e.frame(new Box(x, rows(e, row) + (int) (e.size() * 0.6), 400, (int) (e.size() * 2)));
        e.secret(group, value, face, x + 10, rows(e, row) + (int) (e.size() * 1.95));
    }

    private static void pair(Easel e, Face face, int row, int x, String label, CanaryGroup group, String value) {
        int right = e.safe(label, face, x, rows(e, row));
        e.secret(group, value, face, right + (int) (e.size() * 0.6), rows(e, row));
    }
}
