/** How bad data is said: coded violations that travel as values and are counted. */
@NullMarked
package dev.scrim.datasets.check;

import org.jspecify.annotations.NullMarked;
