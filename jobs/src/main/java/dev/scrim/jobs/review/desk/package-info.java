/** Hands out frames and takes verdicts: the rules of a review, on one build's plan and one database. */
@NullMarked
package dev.scrim.jobs.review.desk;

import org.jspecify.annotations.NullMarked;
