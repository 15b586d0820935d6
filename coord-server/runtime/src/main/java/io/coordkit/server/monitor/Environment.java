package io.coordkit.server.monitor;

import io.coordkit.server.text.Version;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The machine and the JVM around the server ({@code Environment} of the reference). */
public final class Environment {
    private static final String UNKNOWN = "<NA>";
    private static final long MEGABYTE = 1 << 20;

    private static final List<String> PROPERTIES = List.of(
            "java.version",
            "java.vendor",
            "java.home",
            "java.class.path",
            "java.library.path",
            "java.io.tmpdir",
            "java.compiler",
            "os.name",
            "os.arch",
            "os.version",
            "user.name",
            "user.home",
            "user.dir");

    private Environment() {}

    /** Names and values, in the reference's order. */
    public static Map<String, String> now() {
        Map<String, String> entries = new LinkedHashMap<>();
        entries.put("zookeeper.version", Version.full());
        entries.put("host.name", hostName());
        PROPERTIES.forEach(name -> entries.put(name, System.getProperty(name, UNKNOWN)));
        Runtime runtime = Runtime.getRuntime();
        entries.put("os.memory.free", runtime.freeMemory() / MEGABYTE + "MB");
        entries.put("os.memory.max", runtime.maxMemory() / MEGABYTE + "MB");
        entries.put("os.memory.total", runtime.totalMemory() / MEGABYTE + "MB");
        return entries;
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getCanonicalHostName();
        } catch (UnknownHostException e) {
            return UNKNOWN;
        }
    }
}
