/** Numbers and dates that a state gives a person or an employer: SSN, ITIN, EIN, date of birth and their kin. */
@NullMarked
package dev.scrim.redaction.detect.identity;

import org.jspecify.annotations.NullMarked;
