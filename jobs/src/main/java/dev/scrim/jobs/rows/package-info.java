/** The Spark edge: one rows class per record, and how sorted rows stream through a state machine. */
@NullMarked
package dev.scrim.jobs.rows;

import org.jspecify.annotations.NullMarked;
