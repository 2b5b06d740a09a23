/** What an export holds in numbers: counted once while it is written, and shown as a page and as JSON beside its shards. */
@NullMarked
package dev.scrim.jobs.statistics;

import org.jspecify.annotations.NullMarked;
