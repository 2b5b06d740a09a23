/** What is added to a recording: pure functions over the nouns. */
@NullMarked
package dev.scrim.featurizers;

import org.jspecify.annotations.NullMarked;
