package dev.scrim.featurizers.reading;

import dev.scrim.datasets.model.Box;

/** A connected blob of edges: a letter, a word, or something that is no text at all. */
record Component(Box box, int area) {}
