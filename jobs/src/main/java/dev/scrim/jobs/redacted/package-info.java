/** Stage 06: masks are burned into frames, texts are rewritten, times inside redacted text are coarsened. */
@NullMarked
package dev.scrim.jobs.redacted;

import org.jspecify.annotations.NullMarked;
