package io.coordkit.it.process;

import java.util.List;

/** The servers that can be started as a child process; each is named by its main class and arguments. */
public enum Backend {
    /** Apache ZooKeeper, from the class path of the tests: the reference. */
    APACHE("org.apache.zookeeper.server.quorum.QuorumPeerMain"),

    /** This project's server, through its command line. */
    COORD("io.coordkit.cli.Main", "server");

    /** The server under test wherever a test does not compare two; the reference until ours can be started. */
    public static final Backend SUBJECT = COORD;

    private final String mainClass;
    private final List<String> leadingArguments;

    Backend(String mainClass, String... leadingArguments) {
        this.mainClass = mainClass;
        this.leadingArguments = List.of(leadingArguments);
    }

    /** The class to run. */
    public String mainClass() {
        return mainClass;
    }

    /** What comes before the file in its arguments. */
    public List<String> leadingArguments() {
        return leadingArguments;
    }
}
