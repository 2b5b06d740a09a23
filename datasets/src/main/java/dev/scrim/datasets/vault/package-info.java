/**
 * How everything between capture and release stays unreadable: one key per person and epoch, bound to its place.
 *
 * <p>Data keys lie wrapped in a keyring file; the master key that wraps them is in the file, in the transit engine of a
 * Vault server, or in a cloud's key management ({@link dev.scrim.datasets.vault.MasterPlace}). The transit client is
 * tested with a real OpenBao server, which has Vault's API, wherever {@code bao} or {@code vault} is on the path, and
 * everywhere with a strict stub that passes the same tests; a Vault server of HashiCorp's own was not to be had. The
 * clouds' clients are Tink's; here they are tested with one that keeps its keys in memory.
 */
@NullMarked
package dev.scrim.datasets.vault;

import org.jspecify.annotations.NullMarked;
