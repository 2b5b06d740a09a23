package dev.scrim.featurizers.reading;

/** How Tesseract looks for text in a picture; the number is its page segmentation mode. */
enum SegMode {
    AUTO(3),
    BLOCK(6),
    LINE(7),
    SPARSE(11),
    RAW_LINE(13);

    private final int psm;

    SegMode(int psm) {
        this.psm = psm;
    }

    int psm() {
        return psm;
    }
}
