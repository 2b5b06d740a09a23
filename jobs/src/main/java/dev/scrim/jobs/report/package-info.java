/** What a person sees of a build: progress while it runs, a screenful when it ends, and a report to look into. */
@NullMarked
package dev.scrim.jobs.report;

import org.jspecify.annotations.NullMarked;
