/**
 * What reviewers work from: written by the build at its end, sealed under each person's key, and opened without Spark in
 * a moment.
 */
@NullMarked
package dev.scrim.jobs.review.index;

import org.jspecify.annotations.NullMarked;
