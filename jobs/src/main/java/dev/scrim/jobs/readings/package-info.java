/** Stage 04: each video is decoded once; kept frames are sealed, and every distinct line of text is read once. */
@NullMarked
package dev.scrim.jobs.readings;

import org.jspecify.annotations.NullMarked;
