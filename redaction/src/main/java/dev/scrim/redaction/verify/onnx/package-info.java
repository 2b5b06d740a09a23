/** The second look's own eyes: text detection and recognition by the PP-OCR networks, unrelated to redaction's OCR. */
@NullMarked
package dev.scrim.redaction.verify.onnx;

import org.jspecify.annotations.NullMarked;
