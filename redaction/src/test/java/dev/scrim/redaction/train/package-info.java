/** Tools that make the committed models and lexicons from public corpora; each has a main. */
package dev.scrim.redaction.train;
