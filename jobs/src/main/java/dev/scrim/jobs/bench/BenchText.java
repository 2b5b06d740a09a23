package dev.scrim.jobs.bench;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;

/** Figures as one screen for people, and as JSON for programs. */
public final class BenchText {
    private static final double BYTES_PER_MB = 1e6;

    private BenchText() {}

    /** At most 80 columns wide, ending in a line break. */
    public static String screen(BenchFigures f) {
        StringBuilder out = new StringBuilder();
        add(
                out,
                "%.1f s recorded, built in %.1f s on %d cores (%.1f core-seconds); session start left out",
                f.recordedSeconds(),
                f.wallSeconds(),
                f.cores(),
                f.cpuSeconds());
        add(out, "");
        add(out, "  recorded seconds per wall second    %8.2f", f.recordedPerWallSecond());
        add(out, "  recorded seconds per core-second    %8.2f", f.recordedPerCoreSecond());
        add(out, "");
        add(
                out,
                "  %-12s %7s %7s %9s   of that: decode  OCR  encode  own  Spark  JVM",
                "stage",
                "wall s",
                "core-s",
                "rec s/c-s");
        for (BenchFigures.StageTime stage : f.stages()) {
            add(out, stage.stage(), stage.seconds(), stage.work(), f.recordedSeconds());
        }
        add(out, "all", f.wallSeconds(), f.work(), f.recordedSeconds());
        add(
                out,
                "  outside decode, OCR, encode: %.1f %% of core time, %.1f %% of the workers' wall time",
                100 * f.shareOutside(),
                100 * f.shareOutsideWall());
        add(out, "");
        add(out, "  core-s               limit    taken");
        Work all = f.work();
        limit(out, "decode once", f.straight().decodeCpuS(), all.decode());
        limit(out, "OCR, each text once", f.ocrLimitSeconds(), all.ocr());
        limit(out, "encode each frame", f.straight().encodeSeconds(), all.encode());
        limit(out, "all", f.limitSeconds(), f.cpuSeconds());
        add(out, "");
        add(out, "  04: of %d lines seen %d were read with %d OCR calls", f.linesFound(), f.linesRead(), f.ocrCalls());
        add(
                out,
                "  for each new character on screen %.3f OCR calls and %.2f characters read",
                f.ocrCallsPerNewCharacter(),
                f.ocrCharactersPerNewCharacter());
        add(out, "  OCR'd pixels over distinct text pixels %.2f", f.ocrPixelsPerTextPixel());
        add(out, "");
        add(out, "  %-26s %8s %9s %9s %8s %8s", "", "frames", "Scrim s", "other s", "ratio", "by CPU");
        ratio(out, "kept frames", f.straight(), f.wallSeconds(), f.ratioKeptFrames(), f.ratioKeptFramesCpu());
        f.fullRate()
                .ifPresent(r ->
                        ratio(out, "every frame that differs", r.straight(), r.wallSeconds(), r.ratio(), r.ratioCpu()));
        add(out, "  Scrim: all of 01 to 08. The other way: all videos decoded, then page OCR (psm 11,");
        add(
                out,
                "  x1.5), masks and PNG of %d frames%s, carried over to all.",
                f.straight().sampled(),
                f.fullRate().map(r -> " and " + r.straight().sampled()).orElse(""));
        f.fullRate()
                .ifPresent(r -> add(
                        out,
                        "  Full rate: %d of %d recordings, %.1f s of %.1f s, second in a warm process.",
                        r.recordings().size(),
                        r.ofRecordings(),
                        r.recordedSeconds(),
                        f.recordedSeconds()));
        add(out, "  ratio: %.2f times (against stage 04 alone: %.2f)", f.ratioKeptFrames(), f.ratioReading());
        add(out, "");
        RedactionWork work = f.redaction();
        add(
                out,
                "  CPU: findings %.2f s, propagation %.2f s, masking %.2f s: %.1f %% of OCR's %.1f s",
                work.detectSeconds(),
                work.propagateSeconds(),
                work.maskSeconds(),
                100 * f.redactionOverOcr(),
                f.ocrSeconds());
        add(out, "");
        f.peak()
                .residentBytes()
                .ifPresent(bytes -> add(out, "  peak memory, whole process %12.0f MB", bytes / BYTES_PER_MB));
        add(out, "  peak memory, Java heap     %12.0f MB", f.peak().heapBytes() / BYTES_PER_MB);
        return out.toString();
    }

    /** One object; times in seconds, sizes in bytes. */
    public static String json(BenchFigures f) {
        JsonMapper mapper = new JsonMapper();
        ObjectNode json = mapper.createObjectNode();
        json.put("format", "scrim-bench/1");
        json.put("recorded_s", f.recordedSeconds());
        json.put("cores", f.cores());
        json.put("wall_s", f.wallSeconds());
        json.put("core_s", f.cpuSeconds());
        json.put("recorded_s_per_wall_s", f.recordedPerWallSecond());
        json.put("recorded_s_per_core_s", f.recordedPerCoreSecond());
        ObjectNode stages = json.putObject("stage_s");
        f.stages().forEach(stage -> stages.put(stage.stage(), stage.seconds()));
        ObjectNode core = json.putObject("stage_core_s");
        f.stages().forEach(stage -> core.put(stage.stage(), stage.work().total()));
        ObjectNode rate = json.putObject("stage_recorded_s_per_core_s");
        f.stages().stream()
                .filter(s -> s.work().total() > 0)
                .forEach(s -> rate.put(s.stage(), f.recordedSeconds() / s.work().total()));
        ObjectNode works = json.putObject("stage_work_s");
        f.stages().forEach(stage -> put(works.putObject(stage.stage()), stage.work()));
        put(json.putObject("work_s"), f.work());
        json.put("share_outside", f.shareOutside());
        json.put("share_outside_wall", f.shareOutsideWall());
        ObjectNode limits = json.putObject("limit_core_s");
        limits.put("decode", f.straight().decodeCpuS());
        limits.put("ocr", f.ocrLimitSeconds());
        limits.put("encode", f.straight().encodeSeconds());
        limits.put("all", f.limitSeconds());
        json.put("new_characters", f.newCharacters());
        json.put("ocr_characters", f.characters());
        json.put("ocr_calls_per_new_character", f.ocrCallsPerNewCharacter());
        json.put("ocr_characters_per_new_character", f.ocrCharactersPerNewCharacter());
        json.put("ocr_pixels", f.ocrPixels());
        json.put("text_pixels", f.textPixels());
        json.put("ocr_pixels_per_text_pixel", f.ocrPixelsPerTextPixel());
        ObjectNode storage = json.putObject("storage_bytes");
        f.storageBytes().forEach(storage::put);
        json.put("kept_frames", f.keptFrames());
        json.put("ocr_calls", f.ocrCalls());
        json.put("ocr_s", f.ocrSeconds());
        json.put("detect_s", f.redaction().detectSeconds());
        json.put("propagate_s", f.redaction().propagateSeconds());
        json.put("mask_s", f.redaction().maskSeconds());
        json.put("redaction_over_ocr", f.redactionOverOcr());
        json.put("ocr_calls_per_frame", f.ocrCallsPerFrame());
        json.put("lines_found", f.linesFound());
        json.put("lines_read", f.linesRead());
        json.put("characters_per_frame", f.charactersPerFrame());
        json.put("page_ocr_calls_per_frame", 1.0);
        json.put("page_ocr_characters_per_frame", f.pageCharactersPerFrame());
        json.put("page_ocr_sampled_frames", f.straight().sampled());
        json.put("page_ocr_sampled_s", f.straight().sampleWallS());
        json.put("page_ocr_wall_s", f.pageWallSeconds());
        put(json.putObject("straight_kept_frames"), f.straight());
        json.put("ratio_kept_frames", f.ratioKeptFrames());
        json.put("ratio_kept_frames_cpu", f.ratioKeptFramesCpu());
        FullRateFigures full = f.fullRate().orElse(null);
        json.put("ratio_full_rate", full == null ? null : full.ratio());
        json.put("ratio_full_rate_cpu", full == null ? null : full.ratioCpu());
        if (full != null) {
            ObjectNode node = json.putObject("full_rate");
            full.recordings().forEach(node.putArray("recordings")::add);
            node.put("of_recordings", full.ofRecordings());
            node.put("recorded_s", full.recordedSeconds());
            node.put("wall_s", full.wallSeconds());
            node.put("core_s", full.cpuSeconds());
            put(node.putObject("straight"), full.straight());
        }
        json.put("ratio_reading", f.ratioReading());
        f.peak().residentBytes().ifPresent(bytes -> json.put("peak_rss_bytes", bytes));
        json.put("peak_heap_bytes", f.peak().heapBytes());
        try {
            return mapper.writerWithDefaultPrettyPrinter().writeValueAsString(json) + "\n";
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write figures as JSON", e);
        }
    }

    private static void put(ObjectNode node, Work w) {
        node.put("decode", w.decode());
        node.put("ocr", w.ocr());
        node.put("encode", w.encode());
        node.put("own", w.own());
        node.put("spark", w.spark());
        node.put("runtime", w.runtime());
    }

    private static void put(ObjectNode node, Straight s) {
        node.put("frames", s.frames());
        node.put("sampled_frames", s.sampled());
        node.put("sample_wall_s", s.sampleWallS());
        node.put("sample_core_s", s.sampleCpuS());
        node.put("decode_wall_s", s.decodeWallS());
        node.put("decode_core_s", s.decodeCpuS());
        node.put("wall_s", s.wallSeconds());
        node.put("core_s", s.cpuSeconds());
    }

    private static void add(StringBuilder out, String name, double wall, Work w, double recorded) {
        add(
                out,
                "  %-12s %7.1f %7.1f %9.1f   %14.1f %5.1f %6.1f %5.1f %5.1f %5.1f",
                name,
                wall,
                w.total(),
                w.total() > 0 ? recorded / w.total() : 0,
                w.decode(),
                w.ocr(),
                w.encode(),
                w.own(),
                w.spark(),
                w.runtime());
    }

    private static void limit(StringBuilder out, String name, double limit, double taken) {
        add(out, "  %-19s %6.1f %8.1f", name, limit, taken);
    }

    private static void ratio(StringBuilder out, String name, Straight s, double wall, double ratio, double cpu) {
        add(out, "  %-26s %8d %9.1f %9.1f %8.2f %8.2f", name, s.frames(), wall, s.wallSeconds(), ratio, cpu);
    }

    private static void add(StringBuilder out, String format, Object... values) {
        out.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
