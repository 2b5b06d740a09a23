/** Which frames go with an action: what was seen before it, and what came of it. */
@NullMarked
package dev.scrim.featurizers.moment;

import org.jspecify.annotations.NullMarked;
