package io.coordkit.server.config;

import java.util.Set;
import java.util.TreeSet;

/** Reads what operators and their tools may ask. */
final class MonitorKeys {
    private static final String WORDS = "4lw.commands.whitelist";

    /** All that there are. */
    private static final Set<String> ALL_WORDS = Set.of(
            "conf", "cons", "crst", "dirs", "dump", "envi", "gtmk", "hash", "isro", "mntr", "ruok", "srst", "srvr",
            "stat", "stmk", "wchc", "wchp", "wchs");

    private MonitorKeys() {}

    static MonitorConfig read(Settings settings) throws ConfigException {
        return new MonitorConfig(words(settings));
    }

    /** A word that nobody knows is only remarked upon: the reference takes it, too. */
    private static Set<String> words(Settings settings) throws ConfigException {
        Set<String> words = new TreeSet<>(Set.of("srvr"));
        if (settings.flag("readonlymode.enabled", false)) {
            words.add("isro");
        }
        for (String part : settings.text(WORDS).orElse("").split(",", -1)) {
            String word = part.trim();
            if (word.equals("*")) {
                words.addAll(ALL_WORDS);
            } else if (ALL_WORDS.contains(word)) {
                words.add(word);
            } else if (!word.isEmpty()) {
                settings.remark(WORDS, "names " + word + ", which is none of " + new TreeSet<>(ALL_WORDS));
            }
        }
        return Set.copyOf(words);
    }
}
