package io.coordkit.server.admin;

import io.coordkit.server.config.AdminConfig;
import io.coordkit.server.http.HttpAnswers;
import io.coordkit.server.http.HttpEndpoint;
import io.coordkit.server.http.HttpQuestion;
import io.coordkit.server.http.HttpReply;
import io.coordkit.server.http.Upload;
import io.coordkit.server.monitor.Inspection;
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
    private static final int BODY_BYTES_MAX = 1 << 20;

    private final AdminCommands commands;
    private final AdminAccess access;
    private final String root;
    private final AdminSecurity security;
    private final HttpEndpoint endpoint;

    private AdminServer(Inspection server, AdminSecurity security) throws IOException {
        AdminConfig config = server.config().monitor().admin();
        this.access = new AdminAccess(server, security);
        this.commands = new AdminCommands(
                new AdminAnswers(server),
                new AdminEnsemble(server),
                new AdminSnapshots(server),
                new AdminRestore(server));
        this.root = config.commandUrl();
        this.security = security;
        this.endpoint = HttpEndpoint.bind(
                config.address(),
                "coord-admin",
                security.transport(),
                config.idleTimeout(),
                BODY_BYTES_MAX,
                new Answers());
    }

    /**
     * Starts to listen.
     *
     * @param security is closed with the port
     * @throws IOException when the port is somebody else's
     */
    public static AdminServer start(Inspection server, AdminSecurity security) throws IOException {
        AdminServer started = new AdminServer(server, security);
        LOG.info("admin-listening port={} url={}", started.endpoint.address().getPort(), started.root);
        return started;
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        return endpoint.address();
    }

    @Override
    public void close() {
        endpoint.close();
        security.close();
    }

    /** What comes with POST goes to its command, everything else is a question. */
    private final class Answers implements HttpAnswers {
        @Override
        public HttpReply answer(HttpQuestion question) {
            return AdminServer.this.answer(question);
        }

        @Override
        public Optional<Upload> upload(HttpQuestion question) {
            if (!question.method().equals("POST") || !isCommand(question.path())) {
                return Optional.empty();
            }
            return call(nameIn(question.path()))
                    .flatMap(
                            call -> call.command().intake().map(opening -> AdminUpload.begin(call, opening, question)));
        }
    }

    private boolean isCommand(String path) {
        return path.startsWith(root + "/");
    }

    private String nameIn(String path) {
        return path.length() <= root.length() + 1 ? "" : path.substring(root.length() + 1);
    }

    private HttpReply answer(HttpQuestion question) {
        boolean get = question.method().equals("GET") || question.method().equals("HEAD");
        if (!get && !question.method().equals("POST")) {
            return HttpReply.empty(HttpResponseStatus.METHOD_NOT_ALLOWED);
        }
        String path = question.path();
        if (!path.equals(root) && !isCommand(path)) {
            return HttpReply.empty(HttpResponseStatus.NOT_FOUND);
        }
        String name = nameIn(path);
        if (name.isEmpty()) {
            return HttpReply.text(HttpResponseStatus.OK, "text/html", links());
        }
        Optional<AdminCall> known = call(name);
        if (known.isEmpty()) {
            return AdminReply.error("Unknown command: " + name).toHttp(name);
        }
        AdminCall call = known.get();
        Optional<AdminReply> refusal = call.refusal(question);
        if (refusal.isPresent()) {
            return refusal.get().toHttp(name);
        }
        return get
                ? call.run(() -> call.command().action().run(question))
                : HttpReply.empty(HttpResponseStatus.METHOD_NOT_ALLOWED);
    }

    private Optional<AdminCall> call(String name) {
        return commands.find(name).map(command -> new AdminCall(command, name, access));
    }

    private String links() {
        StringBuilder html = new StringBuilder();
        for (AdminCommand command : commands.all()) {
            html.append("<a href=\"%s/%s\">%s</a>\n<br/>\n".formatted(root, command.name(), command.name()));
        }
        return html.toString();
    }
}
