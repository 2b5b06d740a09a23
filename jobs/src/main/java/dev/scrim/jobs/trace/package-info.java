/** Makes what a build's stages say about one trajectory ready to look at: for the report, and for reviewers. */
@NullMarked
package dev.scrim.jobs.trace;

import org.jspecify.annotations.NullMarked;
