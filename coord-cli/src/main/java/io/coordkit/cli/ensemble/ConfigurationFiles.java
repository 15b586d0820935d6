package io.coordkit.cli.ensemble;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes what each server of an ensemble is configured with: an ordinary {@code zoo.cfg} and {@code myid}. */
final class ConfigurationFiles {

    private final Home home;
    private final Layout layout;

    ConfigurationFiles(Home home, Layout layout) {
        this.home = home;
        this.layout = layout;
    }

    void write() throws IOException {
        for (int server : layout.members()) {
            Path data = Files.createDirectories(home.data(server));
            Files.writeString(data.resolve("myid"), server + "\n");
            Files.writeString(home.configuration(server), text(server));
        }
    }

    /** Short ticks, so that one sees a failure being noticed: a silent server is given up after two seconds. */
    private String text(int server) {
        StringBuilder text = new StringBuilder()
                .append("# Server ")
                .append(server)
                .append(" of the ensemble in ")
                .append(home.directory())
                .append(".\n# For 'coord server' and Apache ZooKeeper alike; yours to change.\n")
                .append("tickTime=500\n")
                .append("initLimit=20\n")
                .append("syncLimit=4\n")
                .append("dataDir=")
                .append(home.data(server))
                .append('\n')
                .append("clientPortAddress=127.0.0.1\n")
                .append("clientPort=")
                .append(layout.clientPort(server))
                .append('\n')
                .append("admin.enableServer=false\n")
                .append("4lw.commands.whitelist=*\n")
                .append("admin.enableServer=false\n");
        if (layout.isObserver(server)) {
            text.append("peerType=observer\n");
        }
        text.append(
                layout.proxied()
                        ? "# The others are reached through the ensemble's proxies, which 'coord ensemble partition' cuts.\n"
                        : "");
        for (int other : layout.members()) {
            text.append(layout.serverLine(server, other)).append('\n');
        }
        return text.toString();
    }
}
