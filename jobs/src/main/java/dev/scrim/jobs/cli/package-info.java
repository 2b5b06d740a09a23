/** The command line: the only place that knows of picocli, exit codes and the terminal. */
@NullMarked
package dev.scrim.jobs.cli;

import org.jspecify.annotations.NullMarked;
