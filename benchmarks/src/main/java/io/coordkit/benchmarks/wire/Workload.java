package io.coordkit.benchmarks.wire;

import java.util.ArrayList;
import java.util.List;

/** The znodes that the load works on, and the requests of each operation on them. */
public final class Workload {
    private static final String ROOT = "/bench";

    private final List<String> keys;
    private final byte[] value;
    private final byte[][] getFrames;
    private final byte[][] existsFrames;
    private final byte[][] setFrames;

    public Workload(int keyCount, int valueBytes) {
        this.keys = new ArrayList<>(keyCount);
        for (int i = 0; i < keyCount; i++) {
            keys.add(ROOT + "/key-%08d".formatted(i));
        }
        this.value = new byte[valueBytes];
        this.getFrames = keys.stream().map(Frames::getData).toArray(byte[][]::new);
        this.existsFrames = keys.stream().map(Frames::exists).toArray(byte[][]::new);
        this.setFrames = keys.stream().map(key -> Frames.setData(key, value)).toArray(byte[][]::new);
    }

    /** The creates that a fresh server needs before any load. */
    public List<byte[]> setUp() {
        List<byte[]> creates = new ArrayList<>(keys.size() + 1);
        creates.add(Frames.create(ROOT, new byte[0]));
        for (String key : keys) {
            creates.add(Frames.create(key, value));
        }
        return creates;
    }

    /**
     * The requests of one connection.
     *
     * @param run distinguishes the loads on one server, so that no znode is created twice
     */
    public RequestStream requests(Operation operation, String run, int connection) {
        return switch (operation) {
            case GET -> new RandomKeys(getFrames, connection);
            case EXISTS -> new RandomKeys(existsFrames, connection);
            case SET -> new RandomKeys(setFrames, connection);
            case CREATE -> new NewKeys(ROOT + "/" + run + "-" + connection + "-", value);
            case MIXED ->
                new OneInTen(new RandomKeys(getFrames, connection), new RandomKeys(setFrames, connection), connection);
        };
    }
}
