package dev.scrim.datasets.check;

/**
 * One defect of the input, as a value.
 *
 * @param recording id of the recording, or its folder's opaque ordinal when it has no usable id
 * @param location stream and line, such as {@code keyboard:118}; never content
 * @param detail what is wrong, without any recorded text
 */
public record Violation(ViolationCode code, String recording, String location, String detail)
        implements java.io.Serializable {
    @Override
    public String toString() {
        return code + " " + recording + " " + location + ": " + detail + " (" + code.remedy() + ")";
    }
}
