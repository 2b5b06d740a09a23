/** What a person asks for: the dataset spec, read with all its problems at once and turned into one immutable record. */
@NullMarked
package dev.scrim.jobs.spec;

import org.jspecify.annotations.NullMarked;
