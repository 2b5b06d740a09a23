/** The review app: people look at redacted frames, and the numbers follow. Puts its parts together for one build. */
@NullMarked
package dev.scrim.jobs.review;

import org.jspecify.annotations.NullMarked;
