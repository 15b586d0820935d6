package io.coordkit.benchmarks.server;

import java.util.List;
import java.util.Locale;

/** A server that can be measured: a main class on our own class path that takes a zoo.cfg. */
public enum Backend {
    /** Ours. */
    COORDKIT("io.coordkit.benchmarks.server.CoordkitMain", List.of()),

    /** Apache ZooKeeper, standalone or in an ensemble; the settings switch off what only its own distribution has. */
    APACHE(
            "org.apache.zookeeper.server.quorum.QuorumPeerMain",
            List.of("-Dzookeeper.admin.enableServer=false", "-Dzookeeper.jmx.log4j.disable=true"));

    private final String mainClass;
    private final List<String> jvmArguments;

    Backend(String mainClass, List<String> jvmArguments) {
        this.mainClass = mainClass;
        this.jvmArguments = jvmArguments;
    }

    /** The name on the command line and in reports. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    String mainClass() {
        return mainClass;
    }

    List<String> jvmArguments() {
        return jvmArguments;
    }
}
