package io.coordkit.core.harness;

import io.coordkit.core.replica.Input;
import io.coordkit.core.replica.Replica;
import io.coordkit.core.replica.ReplicaConfig;
import io.coordkit.core.tree.DataTree;
import io.coordkit.core.tree.TreeOptions;
import io.coordkit.core.wire.ConnectRequest;
import java.util.Optional;

/** One replica driven by hand: virtual time, a log that becomes durable when the test says so, every effect recorded. */
public final class ReplicaHarness {
    /** Tick of the default configuration in ms. */
    public static final int TICK_MS = 100;

    /** Wall clock at the start. */
    public static final long WALL_START_MS = 1_700_000_000_000L;

    private static final long NANOS_PER_MS = 1_000_000;

    public final RecordingOutbox out = new RecordingOutbox();
    public final Replica replica;
    private long nowMs = 50_000;
    private long wallMs = WALL_START_MS;
    private long nextConnection = 1;

    /** A newborn standalone server. */
    public ReplicaHarness() {
        this(ReplicaConfig.withTick(TICK_MS, 0x100), DataTree.newborn(TreeOptions.DEFAULT));
    }

    /** A server over this tree. */
    public ReplicaHarness(ReplicaConfig config, DataTree tree) {
        replica = new Replica(config, tree, 0, now(), out);
    }

    /** Hands over one input. */
    public void step(Input input) {
        replica.step(input, out);
    }

    /** Time passes, in one tick. */
    public void advance(long ms) {
        nowMs += ms;
        wallMs += ms;
        step(now());
    }

    /** Virtual time. */
    public long nowMs() {
        return nowMs;
    }

    /** Everything appended is on disk. */
    public void durable() {
        if (!out.log().isEmpty()) {
            durable(out.log().get(out.log().size() - 1).zxid());
        }
    }

    /** Everything appended up to this zxid is on disk. */
    public void durable(long zxid) {
        step(new Input.LogDurable(zxid));
    }

    /** A socket that has not said anything. */
    public TestClient open() {
        return open("127.0.0.1");
    }

    /** A socket from this address that has not said anything. */
    public TestClient open(String address) {
        return open(address, Optional.empty());
    }

    /** A socket that has not said anything but whose certificate this is. */
    public TestClient open(String address, Optional<String> subject) {
        long connection = nextConnection++;
        step(new Input.ClientConnected(connection, address, subject));
        return new TestClient(this::step, out, connection);
    }

    /** A client with a new session that is on disk. */
    public TestClient connect() {
        return connect(open());
    }

    /** Gives an open socket a new session that is on disk. */
    public TestClient connect(TestClient client) {
        client.greet(new ConnectRequest(0, 1000, 0, new byte[16], false, true));
        durable();
        client.takeHandshake();
        return client;
    }

    private Input.Tick now() {
        return new Input.Tick(nowMs * NANOS_PER_MS, wallMs);
    }
}
