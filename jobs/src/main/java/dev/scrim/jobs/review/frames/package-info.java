/** What reviewers see of a frame: decrypted for one look, in memory only. */
@NullMarked
package dev.scrim.jobs.review.frames;

import org.jspecify.annotations.NullMarked;
