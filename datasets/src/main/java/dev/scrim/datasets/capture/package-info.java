/** Raw recordings as their recorders leave them: found, opened, read event by event and checked, never changed. */
@NullMarked
package dev.scrim.datasets.capture;

import org.jspecify.annotations.NullMarked;
