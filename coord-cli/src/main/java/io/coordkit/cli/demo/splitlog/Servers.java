package io.coordkit.cli.demo.splitlog;

import io.coordkit.cli.demo.DemoContext;
import io.coordkit.cli.demo.children.Child;
import io.coordkit.cli.demo.children.ChildFailure;
import io.coordkit.cli.demo.children.ChildRole;
import io.coordkit.cli.demo.children.Message;
import io.coordkit.hbase.paths.ServerName;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The region servers: child processes with the names that they have in the cluster. */
final class Servers {

    /** How long any of them may take to do its next thing. */
    static final Duration AT_MOST = Duration.ofSeconds(30);

    private static final int FIRST_PORT = 16021;

    /** A server, and the process that is it. */
    record Server(ServerName name, Child child) {

        /** {@code "rs1"}. */
        String shortName() {
            return Cluster.shortName(name);
        }

        void tell(String what) throws ChildFailure {
            child.send(Message.of(what));
        }

        /** The first thing of its kind that it said about a log. */
        Optional<Message> said(String type, String log) {
            return child.history().stream()
                    .filter(message -> message.type().equals(type))
                    .filter(message -> message.text("log").equals(log))
                    .findFirst();
        }
    }

    private final DemoContext context;
    private final WalRoot root;
    private final Scene scene;
    private final List<Server> servers = new ArrayList<>();

    Servers(DemoContext context, WalRoot root, Scene scene) {
        this.context = context;
        this.root = root;
        this.scene = scene;
    }

    /** Starts the next one; its name counts from rs1. */
    Server start(Class<? extends ChildRole> role, String... more) throws IOException {
        String shortName = "rs" + (servers.size() + 1);
        ServerName name = Cluster.server(shortName, FIRST_PORT + servers.size());
        List<String> arguments = new ArrayList<>();
        arguments.add(context.connectString());
        arguments.add(name.toString());
        arguments.add(root.directory().toString());
        arguments.addAll(List.of(more));
        Child child = context.children()
                .start(shortName, role, said -> scene.heard(shortName, said), arguments.toArray(String[]::new));
        Server server = new Server(name, child);
        servers.add(server);
        return server;
    }

    /** Waits until all are registered, and returns the longest session timeout that one was granted, in milliseconds. */
    long awaitRegistered() throws ChildFailure, InterruptedException {
        scene.starting(servers.stream().map(Server::shortName).toList());
        long longest = 0;
        for (Server server : servers) {
            longest = Math.max(
                    longest, server.child().await("registered", AT_MOST).number("sessionMs"));
        }
        return longest;
    }

    int count() {
        return servers.size();
    }
}
