/** Putting a trajectory together from the tables of earlier stages, as redaction looks at it. */
@NullMarked
package dev.scrim.jobs.segment;

import org.jspecify.annotations.NullMarked;
