package io.coordkit.cli.demo.splitlog.hbase;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.hbase.HBaseConfiguration;
import org.apache.hadoop.hbase.master.HMaster;
import org.apache.hadoop.hbase.regionserver.HRegionServer;

/** Runs on the class path of HBase and knows nothing else: a master or a region server that ends with its input, and cleans nothing up. */
public final class HBaseMain {
    /** The role of a master; any other is a region server. */
    public static final String MASTER = "master";

    private static final String NAME = "started as ";

    private HBaseMain() {}

    /** Takes {@code master} or {@code regionserver}, and the file of its settings. */
    public static void main(String[] arguments) throws IOException {
        Thread server = new Thread(() -> start(arguments[0], Path.of(arguments[1])), "server");
        server.setDaemon(true);
        server.start();
        while (System.in.read() >= 0) {
            continue;
        }
        Runtime.getRuntime().halt(0);
    }

    /** What a server calls itself, as soon as its output says that. */
    public static Optional<String> nameIn(String output) {
        return output.lines()
                .filter(line -> line.startsWith(NAME))
                .map(line -> line.substring(NAME.length()))
                .findFirst();
    }

    /** A server that has stopped by itself is dead, whatever threads it has left. */
    private static void start(String role, Path file) {
        try {
            Configuration settings = HBaseConfiguration.create();
            settings.addResource(file.toUri().toURL());
            HRegionServer server = role.equals(MASTER) ? new HMaster(settings) : new HRegionServer(settings);
            System.out.println(NAME + server.getServerName());
            server.start();
            server.join();
        } catch (Exception failure) {
            System.out.println("HBase does not start: " + failure);
        } finally {
            Runtime.getRuntime().halt(1);
        }
    }
}
