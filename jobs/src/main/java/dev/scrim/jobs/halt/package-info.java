/** The brake: a file in the workspace that stops what runs at its next stage and lets nothing new begin. */
@NullMarked
package dev.scrim.jobs.halt;

import org.jspecify.annotations.NullMarked;
