package dev.scrim.redaction.layout;

import dev.scrim.datasets.model.Box;

/**
 * A program window as it lay at some time.
 *
 * @param id the same for one window through drags and title changes, within a trajectory
 * @param app program, empty when unknown
 * @param title empty when unknown
 * @param url empty when unknown
 * @param bounds frame with its title bar
 * @param active whether it had the focus
 */
public record PlacedWindow(int id, String app, String title, String url, Box bounds, boolean active) {}
