package io.coordkit.sim.world;

import io.coordkit.core.wire.Acl;
import io.coordkit.core.wire.CreateMode;
import io.coordkit.core.wire.ErrorCode;
import io.coordkit.core.wire.JuteReader;
import io.coordkit.core.wire.JuteWriter;
import io.coordkit.core.wire.MalformedRecordException;
import io.coordkit.core.wire.OpCode;
import io.coordkit.core.wire.Stat;
import io.coordkit.sim.check.StatRecord;
import io.coordkit.sim.client.Requests;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The bodies of requests and answers that take more than a line. */
final class Records {
    private Records() {}

    static OpCode createOp(CreateMode mode) {
        if (mode.hasTtl()) {
            throw new IllegalArgumentException("times to live are not simulated");
        }
        return mode == CreateMode.CONTAINER ? OpCode.CREATE_CONTAINER : OpCode.CREATE2;
    }

    static void write(JuteWriter out, Op.Create create) {
        Requests.writeCreate(
                out, create.path(), create.data(), create.acl(), create.mode().ordinal());
    }

    static void write(JuteWriter out, List<Op> parts) {
        for (Op part : parts) {
            if (part instanceof Op.Create create) {
                Requests.partHeader(out, createOp(create.mode()));
                write(out, create);
            } else if (part instanceof Op.Delete delete) {
                Requests.partHeader(out, OpCode.DELETE);
                out.writeString(delete.path()).writeInt(delete.version());
            } else if (part instanceof Op.SetData set) {
                Requests.partHeader(out, OpCode.SET_DATA);
                out.writeString(set.path()).writeBuffer(set.data()).writeInt(set.version());
            } else if (part instanceof Op.Check check) {
                Requests.partHeader(out, OpCode.CHECK);
                out.writeString(check.path()).writeInt(check.version());
            }
        }
        Requests.endOfParts(out);
    }

    static NodeStat readCreated(JuteReader in) throws MalformedRecordException {
        return new NodeStat(in.readString(), StatRecord.read(in));
    }

    static NodeData readData(JuteReader in) throws MalformedRecordException {
        byte[] data = in.readBuffer();
        return new NodeData(data == null ? new byte[0] : data, StatRecord.read(in));
    }

    static Children readChildren(JuteReader in) throws MalformedRecordException {
        return new Children(in.readStrings(), StatRecord.read(in));
    }

    static NodeAcl readAcl(JuteReader in) throws MalformedRecordException {
        return new NodeAcl(Acl.readList(in), StatRecord.read(in));
    }

    static List<OpResult> readResults(JuteReader in) throws MalformedRecordException {
        List<OpResult> results = new ArrayList<>();
        int type = in.readInt();
        while (!in.readBoolean()) {
            in.readInt();
            results.add(readResult(OpCode.of(type), in));
            type = in.readInt();
        }
        return results;
    }

    private static OpResult readResult(OpCode type, JuteReader in) throws MalformedRecordException {
        return switch (type) {
            case CREATE2, CREATE_CONTAINER -> {
                NodeStat created = readCreated(in);
                yield done(Optional.of(created.path()), Optional.of(created.stat()));
            }
            case SET_DATA -> done(Optional.empty(), Optional.of(StatRecord.read(in)));
            case ERROR -> new OpResult(ErrorCode.of(in.readInt()), Optional.empty(), Optional.empty());
            default -> done(Optional.empty(), Optional.empty());
        };
    }

    private static OpResult done(Optional<String> path, Optional<Stat> stat) {
        return new OpResult(ErrorCode.OK, path, stat);
    }

    /** The answer to a multi says only in its parts whether it was refused, and why. */
    static Reply<List<OpResult>> judge(Reply<List<OpResult>> reply) {
        return reply.value().stream()
                .flatMap(List::stream)
                .map(OpResult::error)
                .filter(error -> error != ErrorCode.OK)
                .findFirst()
                .map(error -> new Reply<>(error, reply.zxid(), reply.value()))
                .orElse(reply);
    }
}
