/**
 * A finished dataset as those who train from it see it: trajectories, steps and frames, typed and streamed, whatever the
 * format. Begin with {@link dev.scrim.datasets.dataset.Dataset#open}.
 */
@NullMarked
package dev.scrim.datasets.dataset;

import org.jspecify.annotations.NullMarked;
