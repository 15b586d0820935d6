package io.coordkit.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code coord version}. */
@Command(name = "version", description = "Show the versions of Coordkit, of what it is compatible with, and of Java.")
final class VersionCommand implements Callable<Integer> {

    private static final String RESOURCE = "version.properties";

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls us
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Properties versions = new Properties();
        try (InputStream in = VersionCommand.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new CommandFailure("this build lacks " + RESOURCE);
            }
            versions.load(in);
        }
        spec.commandLine()
                .getOut()
                .printf(
                        "coordkit %s (ZooKeeper %s compatible, Java %s)%n",
                        versions.getProperty("coordkit"),
                        versions.getProperty("zookeeper"),
                        System.getProperty("java.version"));
        return 0;
    }
}
