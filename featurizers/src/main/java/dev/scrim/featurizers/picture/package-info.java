/** Sees what is no text: from kept frames to faces, codes, signatures, scans and avatars, with the places of each. */
@NullMarked
package dev.scrim.featurizers.picture;

import org.jspecify.annotations.NullMarked;
