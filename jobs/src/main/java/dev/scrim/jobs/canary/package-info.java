/**
 * Invented screens with known secrets, new ones for every build, that go through the build's own redaction before
 * anything is exported: proof that it works here and now. They never reach a table.
 */
@NullMarked
package dev.scrim.jobs.canary;

import org.jspecify.annotations.NullMarked;
