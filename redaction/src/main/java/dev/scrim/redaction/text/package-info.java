/** What a text looks like once the errors of reading it are evened out, and where known text occurs in it. */
@NullMarked
package dev.scrim.redaction.text;

import org.jspecify.annotations.NullMarked;
