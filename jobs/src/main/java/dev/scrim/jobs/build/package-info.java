/** One whole build, from a spec to shards and a report. */
@NullMarked
package dev.scrim.jobs.build;

import org.jspecify.annotations.NullMarked;
