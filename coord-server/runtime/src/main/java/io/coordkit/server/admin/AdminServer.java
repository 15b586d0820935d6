package io.coordkit.server.admin;

import io.coordkit.server.config.AdminConfig;
import io.coordkit.server.http.HttpEndpoint;
import io.coordkit.server.http.HttpQuestion;
import io.coordkit.server.http.HttpReply;
import io.coordkit.server.monitor.Inspection;
import io.coordkit.server.monitor.NotServingException;
import io.coordkit.server.monitor.TraceMask;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The administrator's port: each command is a path below {@code /commands} ({@code JettyAdminServer} of the reference). Answers are
 * JSON, with status 200 even for an error, except where somebody must prove who they are.
 */
public final class AdminServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AdminServer.class);
    private static final String JSON = "application/json";
    private static final int BODY_BYTES_MAX = 1 << 20;

    private final AdminCommands commands;
    private final String root;
    private final HttpEndpoint endpoint;

    private AdminServer(Inspection server, AdminConfig config, InetSocketAddress address) throws IOException {
        AdminSnapshots snapshots = new AdminSnapshots(server);
        this.commands =
                new AdminCommands(new AdminAnswers(server, new TraceMask()), new AdminEnsemble(server), snapshots);
        this.root = config.commandUrl();
        this.endpoint = HttpEndpoint.bind(address, "coord-admin", config.idleTimeout(), BODY_BYTES_MAX, this::answer);
    }

    /**
     * Starts to listen.
     *
     * @throws IOException when the port is somebody else's
     */
    public static AdminServer start(Inspection server) throws IOException {
        AdminConfig config = server.config().monitor().admin();
        AdminServer started = new AdminServer(server, config, config.address());
        LOG.info("admin-listening port={} url={}", started.endpoint.address().getPort(), config.commandUrl());
        return started;
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        return endpoint.address();
    }

    @Override
    public void close() {
        endpoint.close();
    }

    private HttpReply answer(HttpQuestion question) {
        boolean get = question.method().equals("GET") || question.method().equals("HEAD");
        if (!get && !question.method().equals("POST")) {
            return HttpReply.empty(HttpResponseStatus.METHOD_NOT_ALLOWED);
        }
        String path = question.path();
        if (!path.equals(root) && !path.startsWith(root + "/")) {
            return HttpReply.empty(HttpResponseStatus.NOT_FOUND);
        }
        String name = path.length() <= root.length() + 1 ? "" : path.substring(root.length() + 1);
        if (name.isEmpty()) {
            return HttpReply.text(HttpResponseStatus.OK, "text/html", links());
        }
        Optional<AdminCommand> command = commands.find(name);
        if (command.isEmpty()) {
            return reply(name, AdminReply.error("Unknown command: " + name));
        }
        return get || command.get().post()
                ? reply(command.get().name(), run(command.get(), question))
                : HttpReply.empty(HttpResponseStatus.METHOD_NOT_ALLOWED);
    }

    private static AdminReply run(AdminCommand command, HttpQuestion question) {
        try {
            return command.action().run(question);
        } catch (NotServingException e) {
            return AdminReply.error(NotServingException.MESSAGE);
        } catch (RuntimeException e) {
            LOG.error("admin-command-failed command={}", command.name(), e);
            return AdminReply.failed(HttpResponseStatus.INTERNAL_SERVER_ERROR, Optional.of("see the server's log"));
        }
    }

    private static HttpReply reply(String command, AdminReply reply) {
        String type = reply.file().isPresent() ? "application/octet-stream" : JSON;
        HttpReply text = HttpReply.text(reply.status(), type, Json.of(command, reply));
        return new HttpReply(text.status(), type, reply.headers(), text.body(), reply.file());
    }

    private String links() {
        StringBuilder html = new StringBuilder();
        for (AdminCommand command : commands.all()) {
            html.append("<a href=\"%s/%s\">%s</a>\n<br/>\n".formatted(root, command.name(), command.name()));
        }
        return html.toString();
    }
}
