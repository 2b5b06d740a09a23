/** Secrets that open something: keys, tokens, passwords, one-time codes, recovery phrases. */
@NullMarked
package dev.scrim.redaction.detect.credential;

import org.jspecify.annotations.NullMarked;
