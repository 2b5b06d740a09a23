/** From raw keys, buttons and wheel notches to what the person did, by named grammars that account for every event. */
@NullMarked
package dev.scrim.featurizers.action;

import org.jspecify.annotations.NullMarked;
