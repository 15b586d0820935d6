package io.coordkit.cli.ensemble;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** What machines read: one JSON object on one line. */
public final class EnsembleJson {

    private EnsembleJson() {}

    /** The fields of {@link EnsembleStatus}. */
    public static String of(EnsembleStatus status) {
        return Exchange.toLine(status);
    }

    /** {@code {"server": ..., "time": ..., "text": ...}}. */
    public static String of(ServerLogs.Line line) {
        return Exchange.toLine(line);
    }

    /** {@code {"directory": ..., "kept": ...}}. */
    public static String stopped(Path directory, boolean kept) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("directory", directory.toString());
        json.put("kept", kept);
        return Exchange.toLine(json);
    }
}
