package dev.scrim.redaction.layout;

import java.util.List;
import java.util.regex.Pattern;

/** Where a window's own furniture (title bar, tabs, address bar) ends and its content begins. */
final class Chrome {
    /** Programs that show pages under tabs and an address bar. */
    private static final Pattern BROWSER = Pattern.compile(
            "(?i).*(chrom|firefox|edge|safari|brave|opera|vivaldi|epiphany|falkon|konqueror|browser|librewolf).*");
    /** An address without spaces, as it stands in an address bar. */
    private static final Pattern ADDRESS = Pattern.compile(
            "(?i)(https?://)?([a-z0-9-]+\\.)+[a-z]{2,}(:\\d+)?(/\\S*)?|localhost\\S*|(file|about|chrome)://\\S*");
    /** Height of a title bar in pixels at scale 1: 18 to 40 on common desktops. */
    private static final int TITLE_BAR_PX = 26;
    /** An address bar is within this many pixels of the window's top at scale 1. */
    private static final int ADDRESS_REACH_PX = 150;
    /** Half the height of an address bar at scale 1. */
    private static final int HALF_BAR_PX = 19;

    private Chrome() {}

    /** The first row of content of {@code window}, in screen pixels. */
    static int bottom(PlacedWindow window, List<Piece> pieces, double scale) {
        int top = window.bounds().y();
        int bottom = top + (int) (TITLE_BAR_PX * Math.max(1, scale * 0.75));
        if (!BROWSER.matcher(window.app()).matches()) {
            return bottom;
        }
        for (Piece p : pieces) {
            boolean near = p.window() == window.id() && p.box().centerY() < top + ADDRESS_REACH_PX * scale;
            if (near
                    && p.words().stream()
                            .anyMatch(w -> ADDRESS.matcher(w.text()).matches())) {
                bottom = Math.max(bottom, (int) (p.box().centerY() + HALF_BAR_PX * scale));
            }
        }
        return bottom;
    }
}
