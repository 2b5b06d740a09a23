/** The order of work: stages, the Spark edge and the command line. */
@NullMarked
package dev.scrim.jobs;

import org.jspecify.annotations.NullMarked;
