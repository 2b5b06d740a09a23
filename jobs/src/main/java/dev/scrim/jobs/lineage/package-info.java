/** What was made from what, as OpenLineage events in a file beside a finished build's stages. */
@NullMarked
package dev.scrim.jobs.lineage;

import org.jspecify.annotations.NullMarked;
