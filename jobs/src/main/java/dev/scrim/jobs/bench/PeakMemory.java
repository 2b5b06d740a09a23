package dev.scrim.jobs.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The most memory that this process has held so far.
 *
 * @param residentBytes of the whole process, natives too; only where the system tells it in {@code /proc}
 * @param heapBytes sum of the peaks of the heap's pools, so never less than the true peak
 */
public record PeakMemory(OptionalLong residentBytes, long heapBytes) {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final Pattern PEAK = Pattern.compile("(?m)^VmHWM:\\s+(\\d+) kB$");
    private static final long BYTES_PER_KIB = 1024;

    /** Reads both now. */
    public static PeakMemory now() {
        long heap = 0;
        for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
            if (pool.getType() == MemoryType.HEAP) {
                heap += pool.getPeakUsage().getUsed();
            }
        }
        return new PeakMemory(resident(), heap);
    }

    private static OptionalLong resident() {
        try {
            return Files.isReadable(STATUS)
                    ? residentOf(Files.readString(STATUS, StandardCharsets.US_ASCII))
                    : OptionalLong.empty();
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }

    /** The peak in the text of a process's status, see proc(5). */
    static OptionalLong residentOf(String status) {
        Matcher peak = PEAK.matcher(status);
        return peak.find() ? OptionalLong.of(Long.parseLong(peak.group(1)) * BYTES_PER_KIB) : OptionalLong.empty();
    }
}
