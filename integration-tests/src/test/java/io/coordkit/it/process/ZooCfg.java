package io.coordkit.it.process;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** An ordinary {@code zoo.cfg}: settings in the order given. Both servers read the same text. */
public record ZooCfg(Map<String, String> settings) {

    /** A standalone server with 2 s ticks, all four-letter words and no limit of connections per address. */
    public static ZooCfg standalone() {
        return new ZooCfg(Map.of())
                .with("tickTime", "2000")
                .with("maxClientCnxns", "0")
                .with("clientPortAddress", "127.0.0.1")
                .with("admin.enableServer", "false")
                .with("4lw.commands.whitelist", "*");
    }

    /** This configuration with one setting added or replaced. */
    public ZooCfg with(String key, String value) {
        var changed = new LinkedHashMap<>(settings);
        changed.put(key, value);
        return new ZooCfg(changed);
    }

    /** The text of the file. */
    public String text(Path dataDirectory, int clientPort) {
        return with("dataDir", dataDirectory.toString())
                .with("clientPort", Integer.toString(clientPort))
                .settings
                .entrySet()
                .stream()
                .map(setting -> setting.getKey() + "=" + setting.getValue() + "\n")
                .collect(Collectors.joining());
    }
}
