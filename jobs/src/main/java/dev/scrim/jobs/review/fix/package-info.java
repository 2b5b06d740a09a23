/** From a miss to a change of the spec: what is like it, which policy would have covered it, and what that would cost. */
@NullMarked
package dev.scrim.jobs.review.fix;

import org.jspecify.annotations.NullMarked;
