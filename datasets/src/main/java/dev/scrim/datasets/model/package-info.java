/** The nouns of a build, from the raw event to the finding: immutable records that check themselves when made. */
@NullMarked
package dev.scrim.datasets.model;

import org.jspecify.annotations.NullMarked;
