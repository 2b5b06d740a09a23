/** Reads the screen once: from kept frames to every distinct line of text, with the places where it was seen. */
@NullMarked
package dev.scrim.featurizers.reading;

import org.jspecify.annotations.NullMarked;
