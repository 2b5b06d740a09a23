package dev.scrim.jobs.review.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.logging.Level;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** The machine's own Chromium, worked by keys as a person works it. */
final class Browser implements AutoCloseable {
    private static final String PATH =
            Optional.ofNullable(System.getenv("PATH")).orElse("");
    private static final Path SCREENS = Path.of("target", "review-screens");
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    /** Nobody is logged in yet: the page asks, and is told. */
    private static final String NOBODY_YET = "/api/session - Failed to load resource";
    /** Said of axe, which looks at pixels to tell contrast. */
    private static final String AXE_LOOKS = "Canvas2D: Multiple readback operations";

    private final ChromeDriver driver;
    private final String address;

    private Browser(ChromeDriver driver, String address) {
        this.driver = driver;
        this.address = address;
    }

    /** What a test opens: a window's size in pixels, and which theme its person likes. */
    record Look(int width, int height, boolean dark) {
        static final Look LAPTOP = new Look(1280, 800, false);
    }

    /** Opens the app; the test is skipped where there is no Chromium with its driver. */
    static Browser open(String address, Look look, Path profile) {
        Optional<Path> chromium = onPath("chromium", "chromium-browser", "google-chrome");
        Optional<Path> chromedriver = onPath("chromedriver");
        assumeTrue(
                chromium.isPresent() && chromedriver.isPresent(),
                "no Chromium with chromedriver on the path: the review app is not tried in a browser");
        ChromeOptions options = new ChromeOptions();
        options.setBinary(chromium.orElseThrow().toFile());
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--hide-scrollbars",
                "--window-size=" + look.width() + "," + look.height(),
                "--user-data-dir=" + profile.toAbsolutePath());
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        options.setCapability("goog:loggingPrefs", logs);
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(chromedriver.orElseThrow().toFile())
                .usingAnyFreePort()
                .build();
        ChromeDriver driver = new ChromeDriver(service, options);
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", look.width(), "height", look.height(), "deviceScaleFactor", 1, "mobile", false));
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of(
                        "features",
                        List.of(Map.of("name", "prefers-color-scheme", "value", look.dark() ? "dark" : "light"))));
        driver.get(address);
        return new Browser(driver, address);
    }

    private static Optional<Path> onPath(String... names) {
        return Stream.of(names)
                .flatMap(name -> Stream.of(PATH.split(File.pathSeparator)).map(dir -> Path.of(dir, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Logs in by keyboard, and waits until the app is there. */
    void login(String name, String password) {
        until("the login form", () -> has("#login-name"));
        driver.switchTo().activeElement().sendKeys(name + Keys.TAB + password + Keys.ENTER);
        until("the app after the login", () -> has("header .who"));
    }

    /** Presses keys where the focus is. */
    void press(CharSequence... keys) {
        for (CharSequence key : keys) {
            driver.switchTo().activeElement().sendKeys(key);
        }
    }

    /** Goes to another screen of the app. */
    void go(String route) {
        driver.get(address + "#/" + route);
    }

    /** Goes to another page of the server. */
    void page(String path) {
        driver.get(address + path);
    }

    boolean has(String css) {
        return driver.findElements(By.cssSelector(css)).stream().anyMatch(WebElement::isDisplayed);
    }

    /** The text of the first such element; empty where there is none. */
    String text(String css) {
        return Optional.ofNullable((String)
                        driver.executeScript("return document.querySelector(arguments[0])?.textContent ?? ''", css))
                .orElse("");
    }

    /** What can be pressed with a pointer alone, in the tests: the same is reached with Tab. */
    void click(String css) {
        driver.findElement(By.cssSelector(css)).click();
    }

    Object script(String body, Object... arguments) {
        return Optional.ofNullable(driver.executeScript(body, arguments)).orElse("");
    }

    long number(String body, Object... arguments) {
        return ((Number) script(body, arguments)).longValue();
    }

    /** Waits for what a person would wait for. */
    void until(String what, BooleanSupplier there) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!there.getAsBoolean()) {
            if (System.nanoTime() > end) {
                screen("waited-in-vain");
                throw new AssertionError("Waited in vain for " + what + ". The page says: " + text("#app"));
            }
            pause(Duration.ofMillis(15));
        }
    }

    static void pause(Duration length) {
        try {
            Thread.sleep(length.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Cannot go on: interrupted", e);
        }
    }

    /** Keeps what is on the screen, for people to look at. */
    void screen(String name) {
        try {
            Files.createDirectories(SCREENS);
            Files.write(SCREENS.resolve(name + ".png"), driver.getScreenshotAs(OutputType.BYTES));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot keep a picture of the screen", e);
        }
    }

    /** Breaches of the policy, errors of scripts, things that were not there: none is expected. */
    void nothingWentWrong(String... expected) {
        List<String> wrong = StreamSupport.stream(
                        driver.manage().logs().get(LogType.BROWSER).spliterator(), false)
                .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
                .map(LogEntry::getMessage)
                .filter(message -> !message.contains(NOBODY_YET) && !message.contains(AXE_LOOKS))
                .filter(message -> Stream.of(expected).noneMatch(message::contains))
                .toList();
        assertThat(wrong).isEmpty();
    }

    /** No rule of WCAG 2.1 A or AA that a program can check is broken: names, roles, contrast. */
    void isAccessible(String where) {
        driver.executeScript(axe());
        Object said =
                driver.executeAsyncScript("const done = arguments[0]; axe.run(document, {runOnly: ['wcag2a', 'wcag2aa',"
                        + " 'wcag21a', 'wcag21aa', 'best-practice']}).then((r) => done(r.violations.map((v) => v.id + ': ' +"
                        + " v.nodes.map((n) => n.target.join(' ') + ' ' + n.failureSummary).join('; '))))");
        assertThat((List<?>) said).as(where).isEmpty();
    }

    private static String axe() {
        String version = System.getProperty("scrim.axe.version", "4.6.3");
        try (InputStream in = Browser.class
                .getClassLoader()
                .getResourceAsStream("META-INF/resources/webjars/axe-core/" + version + "/axe.min.js")) {
            assertThat(in).as("axe-core on the class path").isNotNull();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read axe-core", e);
        }
    }

    /** Colours on the frame that is shown, at a place in its own pixels: what a person sees there. */
    String colour(int x, int y) {
        return ((List<?>) script(
                        "const image = document.querySelector('.sheet img'); const c = document.createElement('canvas');"
                                + "c.width = c.height = 1; const pen = c.getContext('2d');"
                                + "pen.drawImage(image, -arguments[0], -arguments[1]);"
                                + "return [...pen.getImageData(0, 0, 1, 1).data].slice(0, 3);",
                        x,
                        y))
                .stream().map(String::valueOf).collect(Collectors.joining(","));
    }

    @Override
    public void close() {
        driver.quit();
    }
}
