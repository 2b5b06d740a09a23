/** Opening Spark, and the few ways in which stages are allowed to use it. */
@NullMarked
package dev.scrim.jobs.spark;

import org.jspecify.annotations.NullMarked;
