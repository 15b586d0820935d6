package io.coordkit.core.model;

import io.coordkit.core.model.NaiveServer.Call;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.zookeeper.ZooDefs.OpCode;
import org.apache.zookeeper.data.ACL;
import org.apache.zookeeper.data.Id;
import org.apache.zookeeper.proto.CheckVersionRequest;
import org.apache.zookeeper.proto.CreateRequest;
import org.apache.zookeeper.proto.CreateTTLRequest;
import org.apache.zookeeper.proto.DeleteRequest;
import org.apache.zookeeper.proto.SetACLRequest;
import org.apache.zookeeper.proto.SetDataRequest;

/** Random things to do to a server: few paths, so that they meet, and now and then something ill-formed. */
final class Script {
    private static final String[] NAMES = {"a", "b", "c"};
    private static final String[] ODD = {
        "/", "", "a", "/a/", "//", "/a//b", "/a/..", "/a\0b", "/\ud800", "/zookeeper", "/zookeeper/quota/q", "/a/\u0416"
    };

    private final Random random;

    Script(long seed) {
        random = new Random(seed);
    }

    /** One step of a run. Clients are numbered; a number whose session has ended gets a new one. */
    record Step(Kind kind, int client, List<Call> calls, int count) {
        @Override
        public String toString() {
            return kind + " client=" + client + " count=" + count + " " + calls;
        }
    }

    enum Kind {
        WRITE,
        MULTI,
        CLOSE_SESSION,
        DURABLE,
        TIME,
        SNAPSHOT_START,
        SNAPSHOT_SLICE
    }

    /** A whole run. */
    List<Step> steps(int count) {
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            steps.add(step());
        }
        return steps;
    }

    private Step step() {
        int client = random.nextInt(3);
        int dice = random.nextInt(100);
        if (dice < 52) {
            return new Step(Kind.WRITE, client, List.of(write(false)), 0);
        } else if (dice < 65) {
            List<Call> calls = new ArrayList<>();
            for (int i = random.nextInt(5); i >= 0; i--) {
                calls.add(write(true));
            }
            return new Step(Kind.MULTI, client, calls, 0);
        } else if (dice < 67) {
            return new Step(Kind.CLOSE_SESSION, client, List.of(), 0);
        } else if (dice < 80) {
            return new Step(Kind.DURABLE, 0, List.of(), 1 + random.nextInt(10));
        } else if (dice < 86) {
            return new Step(Kind.TIME, 0, List.of(), 1 + random.nextInt(50));
        } else if (dice < 88) {
            return new Step(Kind.SNAPSHOT_START, 0, List.of(), 0);
        }
        return new Step(Kind.SNAPSHOT_SLICE, 0, List.of(), 1 + random.nextInt(3));
    }

    private Call write(boolean inMulti) {
        return switch (random.nextInt(inMulti ? 8 : 7)) {
            case 0, 1, 2 -> create(inMulti);
            case 3, 4 -> new Call(OpCode.delete, new DeleteRequest(path(), version()));
            case 5 -> new Call(OpCode.setData, new SetDataRequest(path(), data(), version()));
            case 6 ->
                inMulti
                        ? new Call(OpCode.check, new CheckVersionRequest(path(), version()))
                        : new Call(OpCode.setACL, new SetACLRequest(path(), acl(), version()));
            default -> new Call(OpCode.check, new CheckVersionRequest(path(), version()));
        };
    }

    private Call create(boolean inMulti) {
        int flags = random.nextInt(20) == 0 && !inMulti ? random.nextInt(12) - 3 : random.nextInt(4);
        return switch (random.nextInt(6)) {
            case 0 -> new Call(OpCode.createContainer, new CreateRequest(path(), data(), acl(), 4));
            case 1 ->
                new Call(
                        OpCode.createTTL,
                        new CreateTTLRequest(
                                path(), data(), acl(), 5 + random.nextInt(2), random.nextInt(10) == 0 ? 0 : 1000));
            case 2, 3 -> new Call(OpCode.create2, new CreateRequest(path(), data(), acl(), flags));
            default -> new Call(OpCode.create, new CreateRequest(path(), data(), acl(), flags));
        };
    }

    private String path() {
        if (random.nextInt(25) == 0) {
            return ODD[random.nextInt(ODD.length)];
        }
        StringBuilder path = new StringBuilder();
        for (int depth = random.nextInt(4) == 0 ? random.nextInt(3) : random.nextInt(2); depth >= 0; depth--) {
            path.append('/').append(NAMES[random.nextInt(NAMES.length)]);
        }
        if (random.nextInt(8) == 0) {
            path.append("000000000").append(random.nextInt(4));
        }
        return path.toString();
    }

    private byte[] data() {
        return random.nextInt(5) == 0 ? null : new byte[random.nextInt(6)];
    }

    private int version() {
        return random.nextInt(3) == 0 ? random.nextInt(3) : -1;
    }

    private List<ACL> acl() {
        return switch (random.nextInt(24)) {
            case 0 -> List.of();
            case 1 -> List.of(new ACL(31, new Id("auth", "")));
            case 2 -> List.of(new ACL(1 + random.nextInt(31), new Id("world", "anyone")));
            case 3 -> List.of(new ACL(31, new Id("digest", "u:x")), new ACL(13, new Id("world", "anyone")));
            case 4 -> List.of(new ACL(31, new Id("world", "somebody")));
            case 5 -> List.of(new ACL(31, new Id("none", "such")));
            default -> NaiveServer.OPEN;
        };
    }
}
