package dev.scrim.redaction.detect;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.function.Supplier;

/** Lines that look like private ones and are not, as interfaces, code, logs and shops show them; seeded. */
final class SafeLines {
    private static final List<String> THINGS = List.of(
            "Hex bolt",
            "Wing nut",
            "Ball valve",
            "Angle bracket",
            "Cable gland",
            "Oak shelf",
            "Drill press",
            "Paint roller",
            "Copper elbow",
            "Garden hose",
            "Desk lamp",
            "Hinge pin",
            "Seed tray",
            "Coffee mug",
            "Bike chain",
            "Wall anchor",
            "Steel washer",
            "Ceramic tile");
    private static final List<String> MENUS = List.of(
            "File Edit View Insert Format",
            "Open Recent",
            "Save As...",
            "Find and Replace",
            "Page Setup",
            "Zoom In",
            "Close All Tabs",
            "New Private Window",
            "Bookmarks Toolbar",
            "Check Spelling",
            "Merge Cells",
            "Freeze Panes",
            "Sort Ascending",
            "Word Count",
            "Track Changes",
            "Export as PDF",
            "Select Network",
            "Power Off",
            "Lock Screen",
            "Date & Time",
            "Display Settings",
            "Do Not Disturb",
            "Clear History",
            "Reset Zoom",
            "Import Bookmarks",
            "Toggle Sidebar",
            "Run Without Debugging",
            "Go to Definition",
            "Command Palette",
            "Split Editor Right",
            "Mark All as Read",
            "Show Hidden Files",
            "Empty Trash",
            "Sign out",
            "Remember me",
            "Forgot password?",
            "Enter your password",
            "Change password",
            "Account settings",
            "Payment methods",
            "Personal information",
            "Health Check",
            "Patient Portal",
            "Tax Settings");
    private static final List<String> CODE = List.of(
            "public static void main(String[] args) {",
            "for (int i = 0; i < items.size(); i++) {",
            "def parse_header(line, sep=':'):",
            "import org.junit.jupiter.api.Test;",
            "const token = lexer.nextToken();",
            "if password is None: raise ValueError('no password')",
            "SELECT id, name FROM parts WHERE qty > 10;",
            "npm ERR! code ELIFECYCLE",
            "at java.base/java.lang.Thread.run(Thread.java:840)",
            "docker run -p 8080:80 --rm nginx:1.25.3",
            "git rebase -i HEAD~3",
            "curl -sSL https://get.example.com/install.sh | bash",
            "assert user.email is not None",
            "patient: true",
            "class AccountNumberField extends Field {",
            "return salary * rate",
            "SSN_PATTERN = re.compile(p)",
            "export PATH=$HOME/bin:$PATH",
            "password: ${DB_PASSWORD}",
            "api_key = os.environ['API_KEY']",
            "token: <your token here>",
            "Bearer authentication is required",
            "let key = keys[index]",
            "margin: 0 auto 12px auto;",
            "font-family: Georgia, serif;",
            "diagnose(root, depth=3)",
            "TODO rename treatment arm column",
            "chmod 600 ~/.ssh/id_ed25519",
            "ssh-keygen -t ed25519",
            "kubectl get pods -n prod");
    private static final List<String> PROSE = List.of(
            "Lorem ipsum dolor sit amet, consectetur adipiscing elit",
            "sed do eiusmod tempor incididunt ut labore et dolore magna aliqua",
            "The bridge was closed for repairs in the spring.",
            "Turn the handle clockwise until it stops.",
            "All rights reserved.",
            "This chapter explains how the index is built.",
            "Water the seedlings twice a week.",
            "The train leaves from platform 4 at 9:15.",
            "Heavy rain is expected in the north on Tuesday.",
            "The museum opens at ten and closes at five.",
            "Mix the flour with two eggs and a cup of milk.",
            "Your changes have been saved.",
            "No results match your search.",
            "The password must contain at least 8 characters.",
            "We never ask for your social security number by e-mail.",
            "Enter the 6-digit code from your authenticator app.",
            "Your session expires in 10 minutes.",
            "The doctor is a series on television.",
            "How to read a W-2 form",
            "What is a routing number?");

    private final Identifiers ids;
    private final Map<String, Supplier<String>> pools = new LinkedHashMap<>();

    SafeLines(Random random) {
        this.ids = new Identifiers(random);
        pools.put(
                "version",
                () -> ids.pick(List.of("version ", "v", "Python ", "release ", "lodash@")) + ids.between(0, 20) + "."
                        + ids.between(0, 40) + "." + ids.between(0, 3000)
                        + ids.pick(List.of("", "-rc.1", "+build." + ids.between(1, 900))));
        pools.put(
                "uuid",
                () -> ids.pick(List.of("", "id: ", "request_id=", "trace "))
                        + new UUID(random.nextLong(), random.nextLong()));
        pools.put(
                "git hash",
                () -> ids.pick(List.of("commit ", "", "* ", "Merge: ", "index "))
                        + ids.hex(random.nextBoolean() ? 40 : 7)
                        + ids.pick(List.of("", " fix parser", "..." + ids.hex(7))));
        pools.put(
                "digest",
                () -> ids.pick(List.of("sha256:", "sha512-", "md5 ", "ETag: ", "integrity=sha384-")) + ids.hex(64));
        pools.put(
                "order",
                () -> ids.pick(List.of("Order ", "Order #", "Invoice ", "PO ", "Ticket ", "Tracking "))
                        + ids.digits(ids.between(5, 12)));
        pools.put(
                "timestamp",
                () -> String.format(
                        Locale.ROOT,
                        ids.pick(List.of(
                                "%d-%02d-%02d %02d:%02d:%02d",
                                "[%d-%02d-%02dT%02d:%02d:%02dZ] started", "%d/%02d/%02d %02d:%02d:%02d INFO ready")),
                        ids.between(2018, 2026),
                        ids.between(1, 12),
                        ids.between(1, 28),
                        ids.between(0, 23),
                        ids.between(0, 59),
                        ids.between(0, 59)));
        pools.put(
                "epoch",
                () -> ids.pick(List.of("t=", "ts: ", "", "uptime ")) + "17"
                        + ids.digits(random.nextBoolean() ? 8 : 11));
        pools.put(
                "price",
                () -> ids.pick(THINGS) + ids.pick(List.of(" $", " price ", " EUR ", " unit price "))
                        + ids.between(1, 900) + "." + ids.digits(2));
        pools.put(
                "part",
                () -> ids.pick(List.of("Part no. ", "P/N ", "SKU ", "Model ", "Item ", "Serial "))
                        + ids.shape(ids.pick(List.of(
                                "999-99-9999", "99-9999999", "AA-9999", "9999-9999", "A999999", "999-999-9999"))));
        pools.put(
                "stock row",
                () -> ids.pick(THINGS) + " M" + ids.between(2, 20) + " " + ids.between(10, 900) + " "
                        + ids.between(1000, 9000) + " " + ids.between(1, 40));
        pools.put("thing", () -> ids.pick(THINGS));
        pools.put(
                "coordinates",
                () -> ids.pick(List.of("at ", "lat/lon ", "", "center ")) + ids.between(-80, 80) + "." + ids.digits(5)
                        + ", " + ids.between(-170, 170) + "." + ids.digits(5));
        pools.put(
                "colour",
                () -> ids.pick(List.of("color: #", "background: #", "fill=\"#", "#"))
                        + ids.hex(6)
                        + ids.pick(List.of(";", "", "\"")));
        pools.put("image data", () -> "data:image/png;base64,iVBORw0KGgo" + ids.alnum(ids.between(20, 80)));
        pools.put("menu", () -> ids.pick(MENUS));
        pools.put("code", () -> ids.pick(CODE));
        pools.put("prose", () -> ids.pick(PROSE));
        pools.put(
                "file",
                () -> ids.pick(List.of("report", "build", "photo", "notes", "IMG", "Screenshot", "backup")) + "_"
                        + ids.digits(ids.between(3, 8)) + ids.pick(List.of(".pdf", ".png", ".tar.gz", ".csv", ".md"))
                        + " " + ids.between(1, 900) + " KB");
        pools.put(
                "path",
                () -> ids.pick(List.of("/usr/lib/", "src/main/java/", "/var/log/", "C:\\Program Files\\", "/etc/"))
                        + ids.shape("aaaaaa/aaaa")
                        + ids.pick(List.of(".java", ".log", ".conf", "")));
        pools.put(
                "network",
                () -> ids.pick(List.of("listening on ", "http://", "bind ", "ping "))
                        + ids.pick(List.of(
                                "127.0.0.1",
                                "0.0.0.0",
                                "192.168.1." + ids.between(2, 250),
                                "10.0.0." + ids.between(2, 250)))
                        + ":" + ids.between(1024, 9999));
        pools.put(
                "measure",
                () -> ids.between(1, 90) + "." + ids.between(1, 9)
                        + ids.pick(List.of(
                                " mm wide",
                                " kg net",
                                " GB free",
                                " ms",
                                " km/h",
                                " MB/s",
                                " V at 2 A",
                                " L tank",
                                "% done")));
        pools.put(
                "count",
                () -> ids.pick(List.of("All ", "", "Showing ", "Page "))
                        + ids.between(2, 5000)
                        + ids.pick(List.of(
                                " tests passed",
                                " rows selected",
                                " of " + ids.between(20, 900),
                                " files changed, " + ids.between(1, 900) + " insertions(+)",
                                " results")));
        pools.put(
                "diff",
                () -> "@@ -" + ids.between(1, 900) + "," + ids.between(1, 40) + " +" + ids.between(1, 900) + ","
                        + ids.between(1, 40) + " @@");
        pools.put(
                "isbn",
                () -> ids.pick(List.of("ISBN ", "EAN ", "UPC ")) + "978-" + ids.digits(1) + "-" + ids.digits(4) + "-"
                        + ids.digits(4) + "-" + ids.digits(1));
        pools.put(
                "issue",
                () -> "#" + ids.between(1, 9999) + " "
                        + ids.pick(List.of(
                                "Health check returns 500",
                                "Fix flaky test",
                                "Update taxonomy page",
                                "Crash on resize",
                                "Docs: typo in README")));
        pools.put(
                "maths",
                () -> ids.between(10, 9999) + " " + ids.pick(List.of("+", "-", "x", "/", "*")) + " "
                        + ids.between(10, 9999) + " = " + ids.between(10, 99999));
        pools.put(
                "hex dump",
                () -> String.format(Locale.ROOT, "%08x  ", ids.between(0, 99999) * 16) + ids.hex(2) + " " + ids.hex(2)
                        + " " + ids.hex(2) + " " + ids.hex(2) + " " + ids.hex(2) + " " + ids.hex(2));
        pools.put(
                "identifier",
                () -> ids.pick(List.of(
                        "com.example.parts.PartNumberParser",
                        "MAX_RETRY_COUNT",
                        "getAccountNumberFieldLabel",
                        "test_parses_empty_header",
                        "org.apache.spark.sql.SparkSession",
                        "kubernetes.io/ingress.class",
                        "x-request-id",
                        "AbstractSingletonProxyFactoryBean")));
        pools.put(
                "street-like",
                () -> ids.between(2, 900) + " "
                        + ids.pick(List.of(
                                "GB Hard Drive",
                                "Test Run",
                                "Column View",
                                "Item Row",
                                "Star Park",
                                "Hour Pass",
                                "Page Close",
                                "Data Point",
                                "Step Way")));
    }

    /** Names of the pools. */
    List<String> kinds() {
        return List.copyOf(pools.keySet());
    }

    String line(String kind) {
        return pools.get(kind).get();
    }

    /** As many lines of every pool. */
    List<String> lines(int ofEach) {
        List<String> out = new ArrayList<>();
        for (Supplier<String> pool : pools.values()) {
            for (int i = 0; i < ofEach; i++) {
                out.add(pool.get());
            }
        }
        return out;
    }
}
