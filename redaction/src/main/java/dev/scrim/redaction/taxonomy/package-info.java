/** Names of the private things Scrim knows. */
@NullMarked
package dev.scrim.redaction.taxonomy;

import org.jspecify.annotations.NullMarked;
