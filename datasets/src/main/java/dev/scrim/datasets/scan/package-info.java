/** Whether given texts can be found in a tree of files, however they are spelled, encoded or packed there. */
@NullMarked
package dev.scrim.datasets.scan;

import org.jspecify.annotations.NullMarked;
