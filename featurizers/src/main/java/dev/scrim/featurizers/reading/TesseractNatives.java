package dev.scrim.featurizers.reading;

import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import java.io.File;
import java.util.LinkedHashSet;
import java.util.Set;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.leptonica.global.leptonica;
import org.bytedeco.tesseract.global.tesseract;

/**
 * Makes Tess4J find the natives that come as Maven artifacts, so that nothing has to be installed. Must have run
 * before any class of Tess4J is touched: Tess4J binds when its class is initialised.
 */
final class TesseractNatives {
    private TesseractNatives() {}

    /** Returns when the natives are bound; cheap after the first call. */
    static void ensureLoaded() {
        Holder.touch();
    }

    private static void load() {
        limitThreads();
        Set<String> folders = new LinkedHashSet<>();
        folders.add(folderOf(Loader.load(leptonica.class)));
        folders.add(folderOf(Loader.load(tesseract.class)));
        String given = System.getProperty("jna.library.path", "");
        if (!given.isEmpty()) {
            folders.add(given);
        }
        System.setProperty("jna.library.path", String.join(File.pathSeparator, folders));
    }

    private static String folderOf(String library) {
        String folder = new File(library).getParent();
        if (folder == null) {
            throw new IllegalStateException("Cannot load the OCR natives: they were not unpacked to a folder");
        }
        return folder;
    }

    /**
     * One thread per handle. The variable is read when an OpenMP runtime is loaded, so it is set in this process
     * before the natives are; the libraries used on Linux have no OpenMP at all, other builds may.
     */
    private static void limitThreads() {
        if (Platform.isWindows()) {
            Function put = NativeLibrary.getInstance("msvcrt").getFunction("_putenv_s");
            put.invokeInt(new Object[] {"OMP_THREAD_LIMIT", "1"});
        } else {
            Function put = NativeLibrary.getInstance(Platform.C_LIBRARY_NAME).getFunction("setenv");
            put.invokeInt(new Object[] {"OMP_THREAD_LIMIT", "1", 1});
        }
    }

    private static final class Holder {
        static {
            load();
        }

        static void touch() {
            // Entering this method runs the initialiser above exactly once, under the class lock.
        }
    }
}
