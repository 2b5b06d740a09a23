/** Stage 01: raw streams become tables, videos become sealed media, and what is bad goes to quarantine with a code. */
@NullMarked
package dev.scrim.jobs.capture;

import org.jspecify.annotations.NullMarked;
