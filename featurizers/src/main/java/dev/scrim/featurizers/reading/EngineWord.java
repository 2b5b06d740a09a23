package dev.scrim.featurizers.reading;

import dev.scrim.datasets.model.Box;

/**
 * A word as the engine gave it.
 *
 * @param line the engine's name of the line it is in; equal for words of one line
 * @param box in pixels of the picture the engine was given
 * @param confidence 0 to 1
 */
record EngineWord(String text, String line, Box box, float confidence) {}
