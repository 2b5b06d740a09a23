/** How everything between capture and release stays unreadable: one key per person and epoch, bound to its place. */
@NullMarked
package dev.scrim.datasets.vault;

import org.jspecify.annotations.NullMarked;
