/** Reads {@code scrim.capture/1} folders: {@code recording.json} beside one file a stream. */
@NullMarked
package dev.scrim.datasets.capture.scrim1;

import org.jspecify.annotations.NullMarked;
