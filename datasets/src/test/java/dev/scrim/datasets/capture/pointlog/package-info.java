/** The importer of {@code IMPORTER.md}: a format that nobody records in, read as any other. */
@NullMarked
package dev.scrim.datasets.capture.pointlog;

import org.jspecify.annotations.NullMarked;
