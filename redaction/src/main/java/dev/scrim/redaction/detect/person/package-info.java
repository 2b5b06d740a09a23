/** Names of people, places and organisations: gazetteers, shapes and context in a small linear tagger. */
@NullMarked
package dev.scrim.redaction.detect.person;

import org.jspecify.annotations.NullMarked;
