package dev.scrim.datasets.capture;

import dev.scrim.datasets.check.Violation;
import dev.scrim.datasets.check.ViolationCode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Collectors;

/** The formats that can be read. Thread-safe. */
public final class CaptureFormats {
    private final List<CaptureFormat> formats;

    private CaptureFormats(List<CaptureFormat> formats) {
        this.formats = formats;
    }

    /** Those installed beside this class. */
    public static CaptureFormats installed() {
        List<CaptureFormat> found = new ArrayList<>();
        ServiceLoader.load(CaptureFormat.class, CaptureFormat.class.getClassLoader())
                .forEach(found::add);
        return of(found);
    }

    /** Exactly these; no two may have one name. */
    public static CaptureFormats of(List<CaptureFormat> formats) {
        List<CaptureFormat> sorted = new ArrayList<>(formats);
        sorted.sort(Comparator.comparing(CaptureFormat::name));
        for (int i = 1; i < sorted.size(); i++) {
            if (sorted.get(i).name().equals(sorted.get(i - 1).name())) {
                throw new IllegalArgumentException("Cannot register two readers of one format: "
                        + sorted.get(i).name());
            }
        }
        return new CaptureFormats(List.copyOf(sorted));
    }

    /** Those of that name, which are one or none; all of them for {@code auto}. */
    public CaptureFormats only(String name) {
        return name.equals("auto")
                ? this
                : new CaptureFormats(
                        formats.stream().filter(f -> f.name().equals(name)).toList());
    }

    /** What can be read, in name order. */
    public List<String> names() {
        return formats.stream().map(CaptureFormat::name).toList();
    }

    /** Opens the folder with the one format that claims it; none or several reject it. */
    public CaptureResult open(CaptureFolder folder) throws IOException {
        List<CaptureFormat> claimants = new ArrayList<>();
        for (CaptureFormat format : formats) {
            if (format.claims(folder)) {
                claimants.add(format);
            }
        }
        if (claimants.size() == 1) {
            return claimants.get(0).open(folder);
        }
        if (claimants.size() > 1) {
            return reject(
                    ViolationCode.FORMAT_UNKNOWN,
                    folder,
                    "several readers claim the folder: "
                            + claimants.stream().map(CaptureFormat::name).collect(Collectors.joining(", ")));
        }
        return folder.exists("recording.json")
                ? reject(ViolationCode.FORMAT_UNKNOWN, folder, "no reader knows the format that it declares")
                : reject(ViolationCode.METADATA_MISSING, folder, "recording.json is not there");
    }

    private static CaptureResult reject(ViolationCode code, CaptureFolder folder, String detail) {
        return new CaptureResult.Rejected(List.of(new Violation(code, folder.label(), "recording.json", detail)));
    }
}
