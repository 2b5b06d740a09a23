/** Reading a released dataset from Java. */
@NullMarked
package dev.scrim.notebooks;

import org.jspecify.annotations.NullMarked;
