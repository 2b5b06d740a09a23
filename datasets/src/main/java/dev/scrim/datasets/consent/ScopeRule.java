package dev.scrim.datasets.consent;

import dev.scrim.datasets.model.TimeSpan;

/**
 * One entry of the ledger on a recording's clock.
 *
 * @param span when it holds, microseconds since the start of the recording
 * @param scope which windows it is about
 * @param state what it says of them
 */
public record ScopeRule(TimeSpan span, ConsentScope scope, ConsentRow.State state) {}
