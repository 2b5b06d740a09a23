/** Video and pictures as bytes: the only place that knows FFmpeg; it hands out copied, immutable pixels. */
@NullMarked
package dev.scrim.datasets.media;

import org.jspecify.annotations.NullMarked;
