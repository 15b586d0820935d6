package io.coordkit.sim.check;

import io.coordkit.core.wire.ErrorCode;
import io.coordkit.core.wire.JuteReader;
import io.coordkit.core.wire.MalformedRecordException;
import io.coordkit.core.wire.OpCode;
import io.coordkit.core.wire.ReadRequest;
import io.coordkit.core.wire.Stat;
import io.coordkit.core.wire.WriteRequest;
import io.coordkit.sim.model.Expected;
import io.coordkit.sim.model.ModelTree;
import java.util.Arrays;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Replies: each is what the model says at the zxid in its header, and a write's zxid is that of its transaction. */
final class ReplyChecker implements Checker {
    private static final String NAME = "replies";

    private final Ledger ledger;

    ReplyChecker(Ledger ledger) {
        this.ledger = ledger;
    }

    @Override
    public void onReply(View view, Handed request, Frame frame) {
        int xid = request.request() instanceof ReadRequest.Ping ? -2 : request.xid();
        require(frame.xid() == xid, frame, "answers request " + frame.xid() + " instead of " + xid);
        try {
            if (request.request() instanceof WriteRequest && frame.error() == ErrorCode.NOT_READ_ONLY.code()) {
                require(ledger.node().hasBeenFull(), frame, "a write was refused although there is space");
            } else if (request.request() instanceof WriteRequest write) {
                checkWrite(view, write, request, frame);
            } else {
                checkRead(request, frame);
            }
        } catch (MalformedRecordException e) {
            throw new Found(NAME, frame.zxid(), "a reply that cannot be read: " + e.getMessage());
        }
    }

    private void checkWrite(View view, WriteRequest write, Handed request, Frame frame)
            throws MalformedRecordException {
        Entry entry = ledger.chronicle().find(frame.zxid());
        boolean isIts = entry != null && entry.session() == view.session && entry.cxid() == request.xid();
        if (entry == null || !isIts) {
            throw new Found(NAME, frame.zxid(), "a write answered at another zxid than its own");
        }
        if (write.op() == OpCode.CLOSE_SESSION) {
            require(frame.error() == 0, frame, "closing was refused with " + frame.error());
            return;
        }
        Expected expected = entry.expected;
        if (expected == null) {
            throw new Found(NAME, frame.zxid(), "a write without an outcome was answered");
        }
        if (write.op() == OpCode.MULTI) {
            require(frame.error() == 0, frame, "a multi was refused with " + frame.error());
            checkParts(expected, frame);
            return;
        }
        requireError(expected.error(), frame.error(), frame, write);
        if (expected.error() == ErrorCode.OK) {
            checkBody(expected, frame.body(), frame);
        }
    }

    private void checkParts(Expected multi, Frame frame) throws MalformedRecordException {
        JuteReader body = frame.body();
        for (Expected part : multi.parts()) {
            int type = body.readInt();
            body.readBoolean();
            int error = body.readInt();
            if (multi.error() != ErrorCode.OK) {
                require(type == OpCode.ERROR.code(), frame, "a part of a refused multi of type " + type);
                requireError(part.error(), error, frame, part.op());
                body.readInt();
            } else {
                require(type == part.op().code(), frame, "a part of type " + type + " instead of " + part.op());
                checkBody(part, body, frame);
            }
        }
        require(body.readInt() == -1 && body.readBoolean(), frame, "a multi with too many parts");
    }

    private void checkBody(Expected expected, JuteReader body, Frame frame) throws MalformedRecordException {
        if (expected.text() != null) {
            String text = body.readString();
            require(text.equals(expected.text()), frame, "answered " + text + " instead of " + expected.text());
        }
        if (expected.stat() != null && expected.op() != OpCode.CREATE) {
            requireStat(expected.stat(), body, frame);
        }
    }

    private void checkRead(Handed handed, Frame frame) throws MalformedRecordException {
        ModelTree model = ledger.model();
        require(frame.zxid() == ledger.node().tree().lastZxid(), frame, "a read answered at another zxid");
        JuteReader body = frame.body();
        if (handed.request() instanceof ReadRequest.GetData read) {
            if (isThere(model, read.path(), frame)) {
                require(Arrays.equals(model.data(read.path()), body.readBuffer()), frame, "other data: " + read.path());
                requireStat(model.stat(read.path()), body, frame);
            }
        } else if (handed.request() instanceof ReadRequest.Exists read) {
            if (isThere(model, read.path(), frame)) {
                requireStat(model.stat(read.path()), body, frame);
            }
        } else if (handed.request() instanceof ReadRequest.GetChildren read) {
            if (isThere(model, read.path(), frame)) {
                TreeSet<String> names = new TreeSet<>(body.readStrings());
                require(names.equals(model.children(read.path())), frame, "children of " + read.path() + ": " + names);
                if (read.withStat()) {
                    requireStat(model.stat(read.path()), body, frame);
                }
            }
        } else {
            require(frame.error() == 0, frame, handed.request().op() + " refused with " + frame.error());
        }
    }

    private static boolean isThere(ModelTree model, String path, Frame frame) {
        boolean there = model.stat(path) != null;
        requireError(there ? ErrorCode.OK : ErrorCode.NO_NODE, frame.error(), frame, path);
        return there;
    }

    private static void requireStat(@Nullable Stat expected, JuteReader in, Frame frame)
            throws MalformedRecordException {
        Stat got = StatRecord.read(in);
        require(got.equals(expected), frame, "shows " + got + " instead of " + expected);
    }

    private static void requireError(ErrorCode expected, int got, Frame frame, Object what) {
        require(got == expected.code(), frame, "error " + got + " instead of " + expected + " for " + what);
    }

    private static void require(boolean holds, Frame frame, String what) {
        if (!holds) {
            throw new Found(NAME, frame.zxid(), what);
        }
    }
}
