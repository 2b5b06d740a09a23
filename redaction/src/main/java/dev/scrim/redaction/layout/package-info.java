/** How the text of a frame is arranged: words, pieces, rows, blocks and windows, and what kind of pane they make. */
@NullMarked
package dev.scrim.redaction.layout;

import org.jspecify.annotations.NullMarked;
