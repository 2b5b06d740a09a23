package dev.scrim.datasets.model;

/** What a part of the screen shows that is no text, or none that can be read; facts, on which redaction decides. */
public enum PictureKind {
    /** A person's face in a photo or a video. */
    FACE,
    /** A machine-readable symbol in two dimensions: QR, Data Matrix, Aztec, PDF417. */
    MATRIX_CODE,
    /** Bars of one dimension. */
    BARCODE,
    /** Strokes of a pen in a wide, short and otherwise empty place. */
    SIGNATURE,
    /** A photo or scan of something with writing on it: a page, an identity card. */
    DOCUMENT,
    /** A small round or square tile with a photo or one to three letters, as stands for a person in lists. */
    AVATAR,
    /** A natural picture with none of the above. */
    PHOTO,
    /** A line of text in a script that no configured language covers, so that nobody knows what it says. */
    UNREAD_TEXT
}
