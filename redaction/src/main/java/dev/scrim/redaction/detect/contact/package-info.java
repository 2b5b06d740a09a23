/** Ways to reach a person: e-mail, telephone, postal address. */
@NullMarked
package dev.scrim.redaction.detect.contact;

import org.jspecify.annotations.NullMarked;
