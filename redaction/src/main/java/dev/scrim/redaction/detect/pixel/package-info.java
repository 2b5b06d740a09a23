/** Which of the pictures on a screen are private: faces, codes, signatures and scans always, avatars beside people. */
@NullMarked
package dev.scrim.redaction.detect.pixel;

import org.jspecify.annotations.NullMarked;
