/** The record of who looked at what was not released: one hash-chained file in the workspace. */
@NullMarked
package dev.scrim.jobs.audit;

import org.jspecify.annotations.NullMarked;
