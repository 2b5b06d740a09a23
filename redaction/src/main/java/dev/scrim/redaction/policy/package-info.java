/** Decides what happens to each finding: nothing, a mask, a dropped frame or a dropped trajectory. */
@NullMarked
package dev.scrim.redaction.policy;

import org.jspecify.annotations.NullMarked;
