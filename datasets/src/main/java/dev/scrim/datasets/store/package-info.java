/** Where a build lives between stages: owner-only folders, each committed whole by one rename, each with a manifest. */
@NullMarked
package dev.scrim.datasets.store;

import org.jspecify.annotations.NullMarked;
