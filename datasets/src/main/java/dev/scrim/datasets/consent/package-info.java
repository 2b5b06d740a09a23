/** What people allowed: the consent ledger, and the time and windows of a recording that it leaves to a build. */
@NullMarked
package dev.scrim.datasets.consent;

import org.jspecify.annotations.NullMarked;
