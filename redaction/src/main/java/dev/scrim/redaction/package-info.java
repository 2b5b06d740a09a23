/** What is removed from a recording: pure functions over the nouns. */
@NullMarked
package dev.scrim.redaction;

import org.jspecify.annotations.NullMarked;
