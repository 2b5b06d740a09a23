/** Stage 05: what is private, where and when: on the screen and in every text, as one set of findings. */
@NullMarked
package dev.scrim.jobs.findings;

import org.jspecify.annotations.NullMarked;
