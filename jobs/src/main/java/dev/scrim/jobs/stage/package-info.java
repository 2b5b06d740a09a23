/** What a stage is and how one is run: inputs, resume, commit, counts and progress, so that stages do only their work. */
@NullMarked
package dev.scrim.jobs.stage;

import org.jspecify.annotations.NullMarked;
