package io.coordkit.cli.doctor;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * One thing that was looked at.
 *
 * @param area what kind of thing
 * @param level how bad it is
 * @param text what was seen, a sentence
 * @param advice what to do about it; empty where nothing is to be done
 */
public record Finding(Area area, Level level, String text, String advice) {

    /** What was examined. */
    public enum Area {
        CONFIGURATION,
        MACHINE,
        DATA,
        ENSEMBLE
    }

    /** How bad it is. Only a problem makes the whole unhealthy. */
    public enum Level {
        GOOD("ok"),
        NOTE("note"),
        WARNING("warning"),
        PROBLEM("PROBLEM");

        private final String label;

        Level(String label) {
            this.label = label;
        }

        /** How it is printed. */
        public String label() {
            return label;
        }
    }

    /** For machines. */
    public Map<String, Object> fields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("area", area.name().toLowerCase(Locale.ROOT));
        fields.put("level", level.name().toLowerCase(Locale.ROOT));
        fields.put("text", text);
        if (!advice.isEmpty()) {
            fields.put("advice", advice);
        }
        return fields;
    }
}
