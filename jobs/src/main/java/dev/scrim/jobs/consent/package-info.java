/** Where people's word is taken down: entries of the ledger, on record, and what has to go because of them. */
@NullMarked
package dev.scrim.jobs.consent;

import org.jspecify.annotations.NullMarked;
