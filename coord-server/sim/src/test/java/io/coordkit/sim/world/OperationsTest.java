package io.coordkit.sim.world;

import static org.assertj.core.api.Assertions.assertThat;

import io.coordkit.core.wire.Acl;
import io.coordkit.core.wire.CreateMode;
import io.coordkit.core.wire.ErrorCode;
import io.coordkit.core.wire.EventType;
import io.coordkit.sim.check.WatchedEvent;
import io.coordkit.sim.plan.Verb;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OperationsTest {
    private final World world = new World(WorldOptions.of(1));
    private final List<SessionState> states = new ArrayList<>();
    private final ClientProcess process = world.process("a");
    private final ClientSession session = process.open(2_000, states::add);

    private String create(String path, CreateMode mode) {
        return world.answer(session.create(path, bytes("0"), mode)).get().path();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void znodesComeChangeAndGo() {
        assertThat(create("/a", CreateMode.PERSISTENT)).isEqualTo("/a");
        assertThat(create("/a/s-", CreateMode.EPHEMERAL_SEQUENTIAL)).isEqualTo("/a/s-0000000000");
        assertThat(create("/a/c", CreateMode.CONTAINER)).isEqualTo("/a/c");
        assertThat(world.answer(session.getChildren("/a")).get().names())
                .containsExactlyInAnyOrder("s-0000000000", "c");
        assertThat(world.answer(session.setData("/a", bytes("1"), 0)).ok()).isTrue();
        NodeData data = world.answer(session.getData("/a")).get();
        assertThat(data.data()).isEqualTo(bytes("1"));
        assertThat(data.stat().version()).isEqualTo(1);
        assertThat(world.peek("/a").orElseThrow().stat()).isEqualTo(data.stat());
        assertThat(world.answer(session.setData("/a", bytes("2"), 0)).error()).isEqualTo(ErrorCode.BAD_VERSION);
        assertThat(world.answer(session.delete("/a", -1)).error()).isEqualTo(ErrorCode.NOT_EMPTY);
        assertThat(world.answer(session.delete("/a/c", -1)).ok()).isTrue();
        assertThat(world.answer(session.exists("/a/c")).error()).isEqualTo(ErrorCode.NO_NODE);
        assertThat(world.answer(session.sync("/a")).ok()).isTrue();
    }

    @Test
    void watchersHearWhatTheyAskedFor() {
        List<WatchedEvent> heard = new ArrayList<>();
        world.answer(session.exists("/w", heard::add));
        world.answer(session.addWatch("/", true, heard::add));
        create("/w", CreateMode.PERSISTENT);
        world.answer(session.getChildren("/w", heard::add));
        world.answer(session.getData("/w", heard::add));
        create("/w/c", CreateMode.PERSISTENT);
        world.answer(session.setData("/w", bytes("1"), -1));
        world.answer(session.setData("/w", bytes("2"), -1));
        assertThat(heard)
                .containsExactly(
                        new WatchedEvent(EventType.NODE_CREATED, "/w"),
                        new WatchedEvent(EventType.NODE_CREATED, "/w"),
                        new WatchedEvent(EventType.NODE_CREATED, "/w/c"),
                        new WatchedEvent(EventType.NODE_CHILDREN_CHANGED, "/w"),
                        new WatchedEvent(EventType.NODE_DATA_CHANGED, "/w"),
                        new WatchedEvent(EventType.NODE_DATA_CHANGED, "/w"),
                        new WatchedEvent(EventType.NODE_DATA_CHANGED, "/w"));
    }

    @Test
    void aMultiDoesAllOrNothing() {
        Op made = new Op.Create("/m", bytes("0"), CreateMode.PERSISTENT);
        Reply<List<OpResult>> done = world.answer(session.multi(
                List.of(made, new Op.Check("/m", 0), new Op.SetData("/m", bytes("1"), 0), new Op.Delete("/m", 1))));
        assertThat(done.ok()).isTrue();
        assertThat(done.get()).hasSize(4);
        assertThat(done.get().get(0).path()).contains("/m");
        Reply<List<OpResult>> refused =
                world.answer(session.multi(List.of(made, new Op.Check("/m", 7), new Op.Delete("/m", 0))));
        assertThat(refused.error()).isEqualTo(ErrorCode.BAD_VERSION);
        assertThat(refused.get().stream().map(OpResult::error))
                .containsExactly(ErrorCode.OK, ErrorCode.BAD_VERSION, ErrorCode.RUNTIME_INCONSISTENCY);
        assertThat(world.peek("/m")).isEmpty();
    }

    @Test
    void anAclKeepsOthersOutUntilTheyAreSomebody() {
        world.answer(session.addDigestAuth("user", "secret"));
        List<Acl> mine = List.of(new Acl(Acl.ALL, "auth", ""));
        world.answer(session.create("/p", bytes("0"), CreateMode.PERSISTENT, mine));
        ClientSession other = world.process("b").open(2_000, state -> {});
        assertThat(world.answer(other.getData("/p")).error()).isEqualTo(ErrorCode.NO_AUTH);
        world.answer(other.addDigestAuth("user", "secret"));
        assertThat(world.answer(other.getData("/p")).ok()).isTrue();
        assertThat(world.answer(other.getAcl("/p")).get().acl())
                .allMatch(acl -> acl.scheme().equals("digest"));
        assertThat(world.answer(other.setAcl("/p", Acl.READ_ONLY, 0)).ok()).isTrue();
        assertThat(world.answer(session.setData("/p", bytes("1"), -1)).error()).isEqualTo(ErrorCode.NO_AUTH);
    }

    @Test
    void identityAndWatchesOutlastAConnection() {
        List<WatchedEvent> heard = new ArrayList<>();
        world.answer(session.addDigestAuth("user", "secret"));
        List<Acl> mine = List.of(new Acl(Acl.ALL, "auth", ""));
        world.answer(session.create("/p", bytes("0"), CreateMode.EPHEMERAL, mine));
        world.answer(session.getData("/p", heard::add));
        long id = session.id();
        world.strike(Verb.KILL, 0, 0);
        world.await("the loss", () -> session.state() == SessionState.SUSPENDED, 10_000);
        assertThat(world.answer(session.setData("/p", bytes("1"), -1)).error()).isEqualTo(ErrorCode.CONNECTION_LOSS);
        world.settle();
        assertThat(world.answer(session.setData("/p", bytes("1"), -1)).ok()).isTrue();
        assertThat(heard).containsExactly(new WatchedEvent(EventType.NODE_DATA_CHANGED, "/p"));
        assertThat(session.id()).isEqualTo(id);
        assertThat(states).containsExactly(SessionState.CONNECTED, SessionState.SUSPENDED, SessionState.CONNECTED);
    }

    @Test
    void aClosedSessionIsOver() {
        create("/e", CreateMode.EPHEMERAL);
        assertThat(world.answer(session.close()).ok()).isTrue();
        assertThat(world.peek("/e")).isEmpty();
        assertThat(world.answer(session.exists("/")).error()).isEqualTo(ErrorCode.SESSION_EXPIRED);
        assertThat(states).containsExactly(SessionState.CONNECTED);
    }
}
