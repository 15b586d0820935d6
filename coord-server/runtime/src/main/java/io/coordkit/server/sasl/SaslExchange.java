package io.coordkit.server.sasl;

import io.coordkit.core.wire.SaslStep;
import io.netty.util.concurrent.EventExecutor;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import javax.security.sasl.SaslException;
import javax.security.sasl.SaslServer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One client's exchange, a token at a time. Belongs to its connection's loop. */
public final class SaslExchange {
    private static final Logger LOG = LoggerFactory.getLogger(SaslExchange.class);

    private final ServerFactory factory;
    private final Executor tasks;
    private @Nullable SaslServer server;

    /** Makes the mechanism's side when the first token comes. */
    @FunctionalInterface
    interface ServerFactory {
        SaslServer create() throws SaslException;
    }

    SaslExchange(ServerFactory factory, Executor tasks) {
        this.factory = factory;
        this.tasks = tasks;
    }

    /** Looks at a token elsewhere, and says here, on {@code loop}, what came of it. The next one must wait for that. */
    public void advance(byte[] token, EventExecutor loop, Consumer<SaslStep> done) {
        tasks.execute(() -> {
            SaslStep step = evaluate(token);
            loop.execute(() -> done.accept(step));
        });
    }

    /** Whatever a mechanism throws at strange tokens, it has proven nothing. */
    private SaslStep evaluate(byte[] token) {
        try {
            SaslServer side = server;
            if (side == null) {
                side = factory.create();
                server = side;
            }
            byte[] answer = side.evaluateResponse(token);
            return side.isComplete()
                    ? new SaslStep.Proven(answer, side.getAuthorizationID())
                    : new SaslStep.Challenge(answer);
        } catch (SaslException | RuntimeException e) {
            LOG.info("sasl-failed reason=\"{}\"", e.getMessage());
            LOG.debug("sasl-failed", e);
            return new SaslStep.Failed();
        }
    }
}
