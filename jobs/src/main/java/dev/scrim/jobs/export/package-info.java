/** Stage 08: what was verified becomes shards; readable only for evaluation, sealed until release otherwise. */
@NullMarked
package dev.scrim.jobs.export;

import org.jspecify.annotations.NullMarked;
