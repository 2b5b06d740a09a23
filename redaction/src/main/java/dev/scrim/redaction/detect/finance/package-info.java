/** Numbers of cards and accounts, and the money of a household or a payroll. */
@NullMarked
package dev.scrim.redaction.detect.finance;

import org.jspecify.annotations.NullMarked;
