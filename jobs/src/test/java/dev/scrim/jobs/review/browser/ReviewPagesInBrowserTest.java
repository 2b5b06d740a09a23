package dev.scrim.jobs.review.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scrim.jobs.review.browser.Browser.Look;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Keys;

/** Every page in both themes: what a program can check of WCAG AA, and that nothing breaks the server's policy. */
class ReviewPagesInBrowserTest {
    private static final PaintedPage PAGE = new PaintedPage(1280, 800, 60);

    @TempDir
    Path folder;

    private PaintedReview review() throws IOException {
        return PaintedReview.serve(folder.resolve("ws"), new PaintedReview.Scene(12, Set.of(3), 0.1, PAGE));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void everyPageCanBeReadByAllInBothThemes(boolean dark) throws Exception {
        String theme = dark ? "dark" : "light";
        Look look = dark ? new Look(3840, 2160, true) : Look.LAPTOP;
        try (PaintedReview review = review();
                Browser browser = Browser.open(review.address(), look, folder.resolve("profile"))) {
            browser.until("the login form", () -> browser.has("#login-name"));
            browser.screen("login-" + theme);
            browser.isAccessible("login");
            browser.login(PaintedReview.OFFICER, PaintedReview.PASSWORD);
            browser.until("a frame", () -> browser.has(".sheet img"));
            browser.screen("frame-" + theme);
            browser.isAccessible("a frame");
            browser.press("z", "m");
            browser.until("the categories", () -> browser.has(".chooser"));
            browser.screen("categories-" + theme);
            browser.isAccessible("the categories");
            browser.press("c");
            browser.press(Keys.ESCAPE);
            browser.press("?");
            browser.until("the keys", () -> browser.has("dialog.help"));
            browser.screen("keys-" + theme);
            browser.isAccessible("the keys");
            browser.press(Keys.ESCAPE);
            browser.press(Keys.ARROW_RIGHT);
            browser.until("a neighbour, or none", () -> browser.has(".notice.said") || browser.has(".toast"));
            browser.screen("neighbour-" + theme);
            browser.isAccessible("a neighbour");
            for (String page : new String[] {"standing", "misses", "requests", "trajectories"}) {
                browser.go(page);
                browser.until("the page " + page, () -> browser.has("main.page h1"));
                browser.screen(page + "-" + theme);
                browser.isAccessible(page);
                assertThat(browser.has("main.page .failed")).as(page).isFalse();
            }
            browser.page(
                    String.valueOf(browser.script("return document.querySelector('.traces a').getAttribute('href')"))
                            .substring(1));
            browser.until("the viewer", () -> browser.has(".viewer .frame img"));
            Browser.pause(Duration.ofMillis(300));
            browser.screen("trajectory-" + theme);
            browser.isAccessible("a trajectory");
            browser.nothingWentWrong();
            assertThat(review.faults()).isEmpty();
        }
    }

    @Test
    void aSessionThatEndsTakesNoMarkWithIt() throws Exception {
        try (PaintedReview review = review();
                Browser browser = Browser.open(review.address(), Look.LAPTOP, folder.resolve("profile"))) {
            browser.login(PaintedReview.READER, PaintedReview.PASSWORD);
            browser.until("a frame", () -> browser.has(".sheet img"));
            browser.press("z", "m", "t");
            browser.until("the mark", () -> browser.text(".mine h3").contains("1 miss marked"));
            // Somebody logs out in another tab of the same browser.
            browser.script("return fetch('/api/session').then((r) => r.json()).then((s) => fetch('/api/logout',"
                    + " {method: 'POST', headers: {'X-Scrim-Csrf': s.csrf, 'Content-Type': 'application/json'}, body: '{}'}))"
                    + ".then((r) => r.status)");
            browser.press(Keys.ENTER);
            browser.until("the form over the frame", () -> browser.has(".login.over"));
            browser.screen("session-over");
            assertThat(review.desk().misses()).isEmpty();
            browser.press(PaintedReview.PASSWORD + Keys.ENTER);
            browser.until("the verdict on disk", () -> browser.text(".saving").contains("Leak, saved"));
            assertThat(review.desk().misses())
                    .singleElement()
                    .satisfies(r -> assertThat(r.marks()).hasSize(1));
            browser.nothingWentWrong("status of 401");
        }
    }

    @Test
    void anOriginalIsSeenOnceByWhoAskedAndOnlyAfterSomebodyElseApproved() throws Exception {
        try (PaintedReview review = review();
                Browser reader = Browser.open(review.address(), Look.LAPTOP, folder.resolve("profile-reader"));
                Browser owner = Browser.open(review.address(), Look.LAPTOP, folder.resolve("profile-owner"))) {
            reader.login(PaintedReview.READER, PaintedReview.PASSWORD);
            reader.until("a frame", () -> reader.has(".sheet img"));
            reader.click(".panel .quiet");
            reader.until("the question why", () -> reader.has("#ask-reason"));
            reader.press("Is this a street or a name?");
            reader.screen("ask");
            reader.isAccessible("the question why");
            reader.click(".ask button.main");
            reader.until("that it was asked", () -> reader.text(".ask h2").equals("Asked"));
            reader.click(".ask button.main");
            reader.until(
                    "that nobody approved", () -> reader.text(".ask .failed").contains("Nobody has approved it yet"));

            owner.login(PaintedReview.OWNER, PaintedReview.PASSWORD);
            owner.go("requests");
            owner.until("the request", () -> owner.text(".request").contains("ann asked: Is this a street or a name?"));
            owner.screen("request");
            owner.isAccessible("a request");
            owner.click(".request button.main");
            owner.until("the approval", () -> owner.text(".request").contains("Approved"));

            reader.click(".ask button.main");
            reader.until("the original", () -> reader.has(".ask.wide img"));
            reader.screen("original");
            reader.press(Keys.ENTER);
            reader.until("that it is closed", () -> !reader.has("dialog[open]"));
            reader.go("requests");
            reader.until(
                    "that nothing is left to see",
                    () -> reader.text("main.page").contains("Nobody asks now"));
            reader.nothingWentWrong();
            owner.nothingWentWrong();
            assertThat(review.faults()).isEmpty();
        }
    }

    @Test
    void aMissLeadsToAChangeThatTheOfficerTakes() throws Exception {
        try (PaintedReview review = review();
                Browser browser = Browser.open(review.address(), Look.LAPTOP, folder.resolve("profile"))) {
            browser.login(PaintedReview.OFFICER, PaintedReview.PASSWORD);
            browser.until("a frame", () -> browser.has(".sheet img"));
            browser.press("z", "m", "p", Keys.ENTER);
            browser.until("the verdict on disk", () -> browser.text(".saving").contains("Leak, saved"));
            browser.go("misses");
            browser.until("the miss", () -> browser.has(".shown .stage img"));
            browser.until("the proposed change", () -> browser.has(".change"));
            browser.screen("miss");
            browser.isAccessible("a miss");
            assertThat(browser.text(".change")).contains("redaction.policy.person");
            browser.click(".card button.main");
            browser.until(
                    "the question", () -> browser.text(".card button.main").contains("Press again"));
            browser.click(".card button.main");
            browser.until("that it is taken", () -> browser.text(".card .pill").equals("Taken"));
            assertThat(review.desk().failed()).isTrue();
            browser.nothingWentWrong();
            assertThat(review.faults()).isEmpty();
        }
    }

    @Test
    void whoOnlyOwnsTheDataSeesHowItStandsAndNoFrames() throws Exception {
        try (PaintedReview review = review();
                Browser browser = Browser.open(review.address(), Look.LAPTOP, folder.resolve("profile"))) {
            browser.login(PaintedReview.OWNER, PaintedReview.PASSWORD);
            browser.until("how it stands", () -> browser.has("main.page .tiles"));
            assertThat(browser.text(".tabs")).contains("Standing").doesNotContain("Sample", "Trajectories");
            assertThat(browser.text(".tiles")).doesNotContain("planted");
            browser.nothingWentWrong();
        }
    }
}
