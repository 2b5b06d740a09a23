/** Shows reviewers what was done to one step and why: each mask with its rule, and what it hides only behind glass. */
@NullMarked
package dev.scrim.jobs.explain;

import org.jspecify.annotations.NullMarked;
