/** Records, codes, laboratory values, drugs, conditions and procedures of a patient. */
@NullMarked
package dev.scrim.redaction.detect.medical;

import org.jspecify.annotations.NullMarked;
