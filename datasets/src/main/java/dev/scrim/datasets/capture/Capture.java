package dev.scrim.datasets.capture;

/**
 * One recording in a folder. Other than in a mere {@link CapturePass}, its streams can be read any number of times and
 * in any order. Thread-safe; the readers that it gives out are not.
 */
public interface Capture extends CapturePass {
    CaptureFolder folder();
}
