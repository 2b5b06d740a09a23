/**
 * Where verdicts are kept: in one encrypted file of the workspace, or in a team's PostgreSQL; the same statements for both.
 */
@NullMarked
package dev.scrim.jobs.review.store;

import org.jspecify.annotations.NullMarked;
