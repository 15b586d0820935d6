package io.coordkit.hbase.machine;

import io.coordkit.core.wire.CreateMode;
import io.coordkit.core.wire.ErrorCode;
import io.coordkit.hbase.machine.ClaimAnswer.Result;
import io.coordkit.hbase.machine.ClaimQuestion.Step;
import io.coordkit.hbase.paths.HBasePaths;
import io.coordkit.hbase.paths.QueueId;
import io.coordkit.hbase.paths.ServerName;
import io.coordkit.sim.world.Children;
import io.coordkit.sim.world.ClientProcess;
import io.coordkit.sim.world.ClientSession;
import io.coordkit.sim.world.Op;
import io.coordkit.sim.world.Pending;
import io.coordkit.sim.world.Reply;
import io.coordkit.sim.world.SessionState;
import io.coordkit.sim.world.World;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/** A region server that takes over the queues of those whose sign of life is gone, until its own session ends. */
final class SimulatedHeir {
    private static final int SESSION_TIMEOUT_MS = 6_000;
    private static final int SWEEP_MS = 1_500;
    private static final byte[] EMPTY = {};

    /** Makes the claim that is tried. */
    interface Way {
        QueueClaim claim(HBasePaths paths, ServerName self, ServerName dead, QueueId queue);
    }

    private record Inheritance(ServerName dead, QueueId queue) {}

    private final ServerName self;
    private final HBasePaths paths;
    private final Way way;
    private final ClientProcess process;
    private final ClientSession session;
    private final Deque<Inheritance> wanted = new ArrayDeque<>();
    private boolean busy;
    private boolean registered;

    SimulatedHeir(World world, ServerName self, HBasePaths paths, Way way) {
        this.self = self;
        this.paths = paths;
        this.way = way;
        process = world.process(self.host());
        session = process.open(SESSION_TIMEOUT_MS, this::onState);
        register();
    }

    /** As a real region server, it does not outlive its session. */
    private void onState(SessionState state) {
        if (state == SessionState.EXPIRED) {
            process.crash();
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    boolean isRegistered() {
        return registered;
    }

    ClientProcess process() {
        return process;
    }

    ServerName name() {
        return self;
    }

    private void register() {
        session.create(paths.regionServer(self), EMPTY, CreateMode.EPHEMERAL).then(reply -> {
            if (reply.ok() || reply.error() == ErrorCode.NODE_EXISTS) {
                registered = true;
            } else {
                process.after(SWEEP_MS, this::register);
            }
        });
    }

    /**
     * From now on, a server with queues but without a sign of life is dead. All have given their sign of life by now, but the server
     * that is asked may not have heard of it yet.
     */
    void beginToInherit() {
        session.sync("/").then(reply -> {
            if (reply.ok()) {
                sweep();
            } else {
                process.after(SWEEP_MS, this::beginToInherit);
            }
        });
    }

    private void sweep() {
        process.after(SWEEP_MS, this::sweep);
        if (!busy) {
            busy = true;
            list(
                    paths.regionServers(),
                    alive -> list(paths.replication().servers(), owners -> {
                        TreeSet<String> dead = new TreeSet<>(owners);
                        dead.removeAll(alive);
                        collect(new ArrayDeque<>(dead));
                    }));
        }
    }

    private void list(String path, Consumer<Set<String>> next) {
        session.getChildren(path).then(reply -> {
            if (reply.ok()) {
                next.accept(new TreeSet<>(reply.get().names()));
            } else {
                busy = false;
            }
        });
    }

    private void collect(Deque<String> dead) {
        Optional<ServerName> server = Optional.ofNullable(dead.poll()).flatMap(ServerName::find);
        if (server.isEmpty()) {
            claimNext();
            return;
        }
        list(paths.replication().server(server.get()), queues -> {
            queues.forEach(
                    node -> QueueId.find(node).ifPresent(queue -> wanted.add(new Inheritance(server.get(), queue))));
            collect(dead);
        });
    }

    private void claimNext() {
        Inheritance next = wanted.poll();
        if (next == null) {
            busy = false;
            return;
        }
        QueueClaim claim = way.claim(paths, self, next.dead(), next.queue());
        goOn(claim, claim.start());
    }

    private void goOn(QueueClaim claim, QueueClaim.Next next) {
        if (next instanceof QueueClaim.Ask ask) {
            ask.question().ask(new Operations(answer -> goOn(claim, claim.on(answer))));
        } else {
            claimNext();
        }
    }

    /** Performs a question; a lost connection gives the claim up, and a later sweep begins it anew. */
    private final class Operations implements ClaimQuestion.Handler<Boolean> {
        private final Consumer<ClaimAnswer> next;

        Operations(Consumer<ClaimAnswer> next) {
            this.next = next;
        }

        private <T> boolean answer(Pending<T> operation, Consumer<Reply<T>> onOk) {
            operation.then(reply -> {
                switch (reply.error()) {
                    case OK -> onOk.accept(reply);
                    case NO_NODE -> next.accept(ClaimAnswer.of(Result.MISSING));
                    case NODE_EXISTS -> next.accept(ClaimAnswer.of(Result.EXISTS));
                    case NOT_EMPTY, BAD_VERSION -> next.accept(ClaimAnswer.of(Result.CHANGED));
                    default -> claimNext();
                }
            });
            return true;
        }

        private <T> boolean answerOk(Pending<T> operation) {
            return answer(operation, reply -> next.accept(ClaimAnswer.of(Result.OK)));
        }

        @Override
        public Boolean exists(String path) {
            return answerOk(session.exists(path));
        }

        @Override
        public Boolean children(String path) {
            return answer(session.getChildren(path), reply -> next.accept(found(reply.get())));
        }

        private static ClaimAnswer found(Children children) {
            return new ClaimAnswer(Result.OK, children.names(), EMPTY, -1);
        }

        @Override
        public Boolean read(String path) {
            return answer(
                    session.getData(path),
                    reply -> next.accept(new ClaimAnswer(
                            Result.OK,
                            List.of(),
                            reply.get().data(),
                            reply.get().stat().version())));
        }

        @Override
        public Boolean makeDirectory(String path) {
            return answerOk(session.create(path, EMPTY, CreateMode.PERSISTENT));
        }

        @Override
        public Boolean write(String path, byte[] value, int version) {
            return answerOk(session.setData(path, value, version));
        }

        @Override
        public Boolean change(List<Step> steps) {
            return answerOk(session.multi(steps.stream().map(Operations::part).toList()));
        }

        private static Op part(Step step) {
            if (step instanceof ClaimQuestion.Create create) {
                return new Op.Create(create.path(), create.value(), CreateMode.PERSISTENT);
            }
            if (step instanceof ClaimQuestion.Delete delete) {
                return new Op.Delete(delete.path(), -1);
            }
            return new Op.Check(((ClaimQuestion.Require) step).path(), -1);
        }
    }
}
