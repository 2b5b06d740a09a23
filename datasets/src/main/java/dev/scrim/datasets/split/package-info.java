/** Which part of the training data a person's recordings go to, and the keyed hashes that stand in for names. */
@NullMarked
package dev.scrim.datasets.split;

import org.jspecify.annotations.NullMarked;
