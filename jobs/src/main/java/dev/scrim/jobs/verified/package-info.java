/** Stage 07: an independent second look at the bytes of 06; what still leaks is closed and proven closed, or withheld. */
@NullMarked
package dev.scrim.jobs.verified;

import org.jspecify.annotations.NullMarked;
