/** Second in a recording's life: what the person did not agree to is gone before anything looks at it. */
@NullMarked
package dev.scrim.featurizers.timeline;

import org.jspecify.annotations.NullMarked;
