/** Looks at what lies on the disk the way a curious colleague would: who can read it, what it says without a key, whose it is. */
@NullMarked
package dev.scrim.jobs.doctor;

import org.jspecify.annotations.NullMarked;
