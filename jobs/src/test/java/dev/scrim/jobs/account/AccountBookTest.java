package dev.scrim.jobs.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scrim.datasets.check.UserError;
import dev.scrim.datasets.vault.PasswordHash;
import dev.scrim.datasets.vault.PublicKeys;
import dev.scrim.datasets.vault.SignerKey;
import dev.scrim.jobs.audit.AuditEntry;
import dev.scrim.jobs.audit.AuditLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccountBookTest {
    private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

    @TempDir
    private Path workspace;

    private AuditLog audit;
    private AccountBook book;

    @BeforeEach
    void open() {
        audit = new AuditLog(workspace, CLOCK);
        book = new AccountBook(workspace, audit, CLOCK);
    }

    private Caller os() {
        return book.caller(Map.of(), "root");
    }

    private void add(String name, Role... roles) {
        book.change(os(), "add", name, all -> {
            Account account = Account.named(name);
            for (Role role : roles) {
                account = account.granted(new RoleGrant(role, Optional.empty()));
            }
            return all.with(account);
        });
    }

    private String token(String name) {
        String token = AccessToken.fresh(new SecureRandom());
        book.changeOwn(
                book.accounts().get(name),
                "token",
                a -> a.withToken(AccessToken.of(token, NOW.plus(Duration.ofDays(1))), NOW));
        return token;
    }

    @Test
    void accountsComeBackWithRolesKeysAndHashesAndEveryChangeIsOnRecord() throws IOException {
        add("ann", Role.PRIVACY_OFFICER, Role.REVIEWER);
        add("dan", Role.CONSUMER);
        PublicKeys keys = SignerKey.create(workspace.resolve("k"), "four unrelated words".toCharArray())
                .publicKeys();
        PasswordHash hash = PasswordHash.of("another long password".toCharArray());
        book.change(os(), "enrol", "ann", all -> all.with(all.get("ann").withKeys(keys)));
        book.change(os(), "password", "ann", all -> all.with(all.get("ann").withPassword(hash)));

        Accounts accounts = new AccountBook(workspace, audit, CLOCK).accounts();

        assertThat(accounts.byName().keySet()).containsExactly("ann", "dan");
        assertThat(accounts.get("ann").has(Role.REVIEWER, NOW)).isTrue();
        assertThat(accounts.get("ann").has(Role.DATA_OWNER, NOW)).isFalse();
        assertThat(accounts.get("ann").keys()).contains(keys);
        assertThat(accounts.get("ann").password().orElseThrow().matches("another long password".toCharArray()))
                .isTrue();
        assertThat(accounts.sealHolders(NOW).canBeOpened()).isFalse();
        assertThat(audit.entries())
                .extracting(AuditEntry::what)
                .containsExactly("account.add", "account.add", "account.enrol", "account.password");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(workspace.resolve("accounts.json"))))
                .isEqualTo("rw-------");
    }

    @Test
    void aFileThatWasEditedRemovedOrOpenedToOthersIsRefused() throws IOException {
        add("ann", Role.PRIVACY_OFFICER);
        add("bob", Role.BUILDER);
        Path file = workspace.resolve("accounts.json");
        String sound = Files.readString(file);

        Files.writeString(file, sound.replace("builder", "data-owner"));
        assertThatThrownBy(() -> book.accounts())
                .isInstanceOf(UserError.class)
                .hasMessageContaining("not what the audit log says");
        assertThatThrownBy(() -> add("mal", Role.DATA_OWNER)).isInstanceOf(UserError.class);
        Files.writeString(file, sound);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        assertThatThrownBy(() -> book.accounts()).hasMessageContaining("chmod 600");
        Files.delete(file);
        assertThatThrownBy(() -> book.accounts()).isInstanceOf(UserError.class);
    }

    @Test
    void aChangeThatWasOnRecordWhenItsWriterDiedIsFinished() throws IOException {
        add("ann", Role.PRIVACY_OFFICER);
        Path file = workspace.resolve("accounts.json");
        byte[] before = Files.readAllBytes(file);
        add("bob", Role.BUILDER);
        Files.move(file, workspace.resolve(".accounts.json.next"));
        Files.write(file, before);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));

        assertThat(book.accounts().find("bob")).isPresent();
    }

    @Test
    void tokensSayWhoSomebodyIsUntilTheyEnd() throws IOException {
        add("ann", Role.REVIEWER);
        String token = token("ann");

        Caller caller = book.caller(Map.of(Callers.TOKEN, token), "root");
        assertThat(caller.name()).isEqualTo("ann");
        assertThat(caller.is(Role.REVIEWER, NOW)).isTrue();
        assertThat(Files.readString(workspace.resolve("accounts.json"))).doesNotContain(token);
        assertThatThrownBy(() -> book.caller(Map.of(Callers.TOKEN, token + "x"), "root"))
                .isInstanceOf(UserError.class)
                .hasMessageNotContaining(token);
        AccountBook later =
                new AccountBook(workspace, audit, Clock.fixed(NOW.plus(Duration.ofDays(2)), ZoneOffset.UTC));
        assertThatThrownBy(() -> later.caller(Map.of(Callers.TOKEN, token), "root"))
                .isInstanceOf(UserError.class);
        assertThat(audit.entries().stream().filter(e -> e.what().equals("refused.login")))
                .hasSize(2);
        book.change(
                os(),
                "password",
                "ann",
                all -> all.with(all.get("ann").withPassword(PasswordHash.of("another long password".toCharArray()))));
        assertThatThrownBy(() -> book.caller(Map.of(Callers.TOKEN, token), "root"))
                .isInstanceOf(UserError.class);
    }

    @Test
    void onceSomebodyAdmitsAccountsNobodyElseDoes() {
        add("ann", Role.PRIVACY_OFFICER);
        add("bob", Role.BUILDER);
        String anns = token("ann");
        String bobs = token("bob");

        assertThatThrownBy(() -> add("mal", Role.DATA_OWNER))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("privacy officer");
        Caller bob = book.caller(Map.of(Callers.TOKEN, bobs), "root");
        assertThatThrownBy(() -> book.change(
                        bob,
                        "role",
                        "bob",
                        all -> all.with(all.get("bob").granted(new RoleGrant(Role.DATA_OWNER, Optional.empty())))))
                .isInstanceOf(UserError.class);
        Caller ann = book.caller(Map.of(Callers.TOKEN, anns), "root");
        book.change(ann, "remove", "bob", all -> all.without("bob"));
        assertThat(book.accounts().find("bob")).isEmpty();
        assertThat(audit.entries().stream().map(AuditEntry::what).filter(w -> w.startsWith("refused.")))
                .containsExactly("refused.account.add", "refused.account.role");
    }

    @Test
    void aRoleEndsWhenItsGrantEnds() {
        Account ann = Account.named("ann").granted(new RoleGrant(Role.DATA_OWNER, Optional.of(NOW)));

        assertThat(ann.has(Role.DATA_OWNER, NOW.minusMillis(1))).isTrue();
        assertThat(ann.has(Role.DATA_OWNER, NOW)).isFalse();
        assertThat(ann.hadUntilBefore(Role.DATA_OWNER, NOW)).isTrue();
    }

    @Test
    void twoAccountsCannotHaveOnePersonsKeysOrLogin() {
        PublicKeys keys = SignerKey.create(workspace.resolve("k"), "four unrelated words".toCharArray())
                .publicKeys();
        add("ann", Role.PRIVACY_OFFICER);
        add("bob", Role.DATA_OWNER);
        book.change(os(), "enrol", "ann", all -> all.with(all.get("ann").withKeys(keys)));

        assertThatThrownBy(() -> book.change(
                        os(), "enrol", "bob", all -> all.with(all.get("bob").withKeys(keys))))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("another account");
        book.change(os(), "add", "ann", all -> all.with(all.get("ann").withLogin("root")));
        assertThat(os().name()).isEqualTo("ann");
        assertThat(os().is(Role.PRIVACY_OFFICER, NOW)).isFalse();
        assertThatThrownBy(() -> book.change(
                        os(), "add", "bob", all -> all.with(all.get("bob").withLogin("root"))))
                .isInstanceOf(UserError.class);
    }
}
