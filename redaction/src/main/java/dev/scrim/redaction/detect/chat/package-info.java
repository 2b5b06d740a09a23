/** Messages that show themselves as such in one line: IRC and log lines, mail headers. */
@NullMarked
package dev.scrim.redaction.detect.chat;

import org.jspecify.annotations.NullMarked;
