/** Files that are only ever appended to, each line bound to the one before: who did what, and what people allowed. */
@NullMarked
package dev.scrim.datasets.chain;

import org.jspecify.annotations.NullMarked;
