/** What a stage's table holds: fields with type, unit and disclosure, known before any data is read. */
@NullMarked
package dev.scrim.datasets.schema;

import org.jspecify.annotations.NullMarked;
