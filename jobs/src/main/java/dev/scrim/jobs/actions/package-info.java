/** Stage 03: events become actions with the frames before and after them; every event has exactly one fate. */
@NullMarked
package dev.scrim.jobs.actions;

import org.jspecify.annotations.NullMarked;
