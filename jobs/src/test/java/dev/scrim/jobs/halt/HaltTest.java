package dev.scrim.jobs.halt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scrim.datasets.check.UserError;
import dev.scrim.jobs.account.Account;
import dev.scrim.jobs.account.AccountBook;
import dev.scrim.jobs.account.Caller;
import dev.scrim.jobs.account.Role;
import dev.scrim.jobs.account.RoleGrant;
import dev.scrim.jobs.audit.AuditEntry;
import dev.scrim.jobs.audit.AuditLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HaltTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-03-04T05:06:07Z"), ZoneOffset.UTC);

    @TempDir
    Path workspace;

    private HaltOrders orders;
    private Halt halt;

    @BeforeEach
    void workspace() throws IOException {
        Files.createDirectory(workspace.resolve("builds"));
        orders = new HaltOrders(workspace, Optional.empty(), CLOCK);
        halt = new Halt(workspace.toUri());
    }

    @Test
    void anOrderStandsUntilItIsTakenBackAndBothAreOnRecord() throws IOException {
        assertThatCode(() -> halt.require("work")).doesNotThrowAnyException();
        assertThat(orders.halt(Caller.stranger("ada"), "ticket 12")).isTrue();
        assertThat(halt.order()).contains(new Halt.Order(CLOCK.instant(), "ada", "ticket 12"));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(workspace.resolve(Halt.FILE))))
                .isEqualTo("rw-------");
        assertThatThrownBy(() -> halt.require("run stage 03-actions"))
                .isInstanceOf(Halted.class)
                .hasMessageContainingAll(
                        "Cannot run stage 03-actions", "by ada", "2026-03-04T05:06:07Z", "scrim resume")
                .hasMessageNotContaining("ticket");

        assertThat(orders.halt(Caller.stranger("bob"), "again")).isFalse();
        assertThat(halt.order().orElseThrow().who()).isEqualTo("ada");
        assertThat(orders.resume(Caller.stranger("cyd"), "settled")).isTrue();
        assertThatCode(() -> halt.require("work")).doesNotThrowAnyException();
        assertThat(orders.resume(Caller.stranger("cyd"), "")).isFalse();

        assertThat(new AuditLog(workspace, CLOCK).entries())
                .extracting(AuditEntry::who, AuditEntry::what, AuditEntry::reason)
                .containsExactly(
                        org.assertj.core.api.Assertions.tuple("ada", "halt", "ticket 12"),
                        org.assertj.core.api.Assertions.tuple("bob", "halt.again", "again"),
                        org.assertj.core.api.Assertions.tuple("cyd", "resume", "settled"));
    }

    /** Fail closed: whatever the file says, its being there halts. */
    @Test
    void aDamagedOrderHaltsToo() throws IOException {
        for (String text : new String[] {"", "{", "{\"at\": \"yesterday\"}", "[1]"}) {
            Files.writeString(workspace.resolve(Halt.FILE), text);
            assertThatThrownBy(() -> halt.require("work"))
                    .as(text)
                    .isInstanceOf(Halted.class)
                    .hasMessageContaining("the workspace is halted (");
        }
        Files.delete(workspace.resolve(Halt.FILE));
        Files.createDirectory(workspace.resolve(Halt.FILE));
        assertThatThrownBy(() -> halt.require("work")).isInstanceOf(Halted.class);
    }

    @Test
    void theBrakeWorksWhereTheBookIsDamagedAndOnAnOpenWorkspace() throws IOException {
        Files.writeString(workspace.resolve("audit.jsonl"), "edited\n");
        Files.setPosixFilePermissions(workspace, PosixFilePermissions.fromString("rwxr-xr-x"));
        assertThatThrownBy(() -> orders.halt(Caller.stranger("ada"), "")).isInstanceOf(UserError.class);
        assertThatThrownBy(() -> halt.require("work")).isInstanceOf(Halted.class);
        // But nothing goes on without being on record.
        assertThatThrownBy(() -> orders.resume(Caller.stranger("ada"), "")).isInstanceOf(UserError.class);
        assertThatThrownBy(() -> halt.require("work")).isInstanceOf(Halted.class);
    }

    @Test
    void whatLiesInABuildOfAHaltedWorkspaceIsNotReadNotEvenThroughALink() throws IOException {
        Path export = Files.createDirectories(workspace.resolve("builds/b1/08-export/plain"));
        Path link = Files.createSymbolicLink(workspace.resolve("08-export"), export.getParent());
        Path apart = Files.createDirectory(workspace.resolve("apart"));
        orders.halt(Caller.stranger("ada"), "");
        for (Path place : new Path[] {export, link.resolve("plain")}) {
            assertThatThrownBy(() -> HaltOrders.requireAround(place, "read an export", "inspect", "bob", CLOCK))
                    .isInstanceOf(Halted.class)
                    .hasMessageStartingWith("Cannot read an export: the workspace is halted");
        }
        assertThat(new AuditLog(workspace, CLOCK).entries())
                .extracting(AuditEntry::what, AuditEntry::build)
                .containsSubsequence(org.assertj.core.api.Assertions.tuple("refused.inspect", "b1"));
        assertThatCode(() -> HaltOrders.requireAround(apart, "read", "inspect", "bob", CLOCK))
                .doesNotThrowAnyException();
        orders.resume(Caller.stranger("ada"), "");
        assertThatCode(() -> HaltOrders.requireAround(export, "read", "inspect", "bob", CLOCK))
                .doesNotThrowAnyException();
    }

    @Test
    void aFolderThatIsNoWorkspaceIsNotHalted() throws IOException {
        Path other = Files.createDirectory(workspace.resolve("other"));
        assertThatThrownBy(() -> new HaltOrders(other, Optional.empty(), CLOCK))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("Cannot find a workspace");
        assertThat(other).isEmptyDirectory();
    }

    /** Halting is for everybody who is known, going on for those who answer for it. */
    @Test
    void whereThereAreAccountsTheyCount() {
        AuditLog audit = new AuditLog(workspace, CLOCK);
        AccountBook book = new AccountBook(workspace, audit, CLOCK);
        for (Role role : Role.values()) {
            Account account = Account.named(role.label())
                    .granted(new RoleGrant(role, Optional.empty()))
                    .withLogin("os-" + role.label());
            book.change(Caller.stranger("root"), "add", role.label(), all -> all.with(account));
        }
        refused("halt", "UNKNOWN_ACCOUNT", () -> orders.halt(Caller.stranger("mal"), ""));
        assertThat(halt.order()).isEmpty();
        Caller consumer = new Caller("consumer", Optional.of(book.accounts().get("consumer")), Set.of(), false);
        assertThat(orders.halt(consumer, "")).isTrue();
        for (Role role : Role.values()) {
            Account account = book.accounts().get(role.label());
            Caller byLogin = new Caller(account.name(), Optional.of(account), Set.of(), false);
            refused("resume", "ROLE_MISSING", () -> orders.resume(byLogin, ""));
            Caller proven = new Caller(account.name(), Optional.of(account), Set.of(), true);
            if (role == Role.PRIVACY_OFFICER || role == Role.DATA_OWNER) {
                assertThat(orders.resume(proven, "")).isTrue();
                assertThat(orders.halt(proven, "")).isTrue();
            } else {
                refused("resume", "ROLE_MISSING", () -> orders.resume(proven, ""));
            }
        }
        assertThat(halt.order()).isPresent();
    }

    private void refused(String thing, String why, Runnable attempt) {
        assertThatThrownBy(attempt::run).isInstanceOf(UserError.class);
        assertThat(new AuditLog(workspace, CLOCK).entries())
                .last()
                .satisfies(e -> assertThat(e.what() + " " + e.object()).isEqualTo("refused." + thing + " " + why));
    }
}
