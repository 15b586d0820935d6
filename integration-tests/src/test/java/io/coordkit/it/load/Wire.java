package io.coordkit.it.load;

import io.coordkit.it.history.Answer;
import io.coordkit.it.history.Call;
import io.coordkit.it.raw.JuteIn;
import io.coordkit.it.raw.JuteOut;
import io.coordkit.it.raw.JuteOut.Acl;
import io.coordkit.it.raw.Op;
import io.coordkit.it.raw.Requests;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Calls as requests, and replies as answers. */
final class Wire {

    private static final int EPHEMERAL = 1;
    private static final int SEQUENTIAL = 2;

    private Wire() {}

    /** The operation code of a call; a set of watches has a body that only its session knows. */
    static int type(Call call) {
        if (call instanceof Call.Create) {
            return Op.CREATE;
        } else if (call instanceof Call.SetData) {
            return Op.SET_DATA;
        } else if (call instanceof Call.Delete) {
            return Op.DELETE;
        } else if (call instanceof Call.Multi) {
            return Op.MULTI;
        } else if (call instanceof Call.Read) {
            return Op.GET_DATA;
        } else if (call instanceof Call.Exists) {
            return Op.EXISTS;
        } else if (call instanceof Call.Children) {
            return Op.GET_CHILDREN;
        } else if (call instanceof Call.Sync) {
            return Op.SYNC;
        }
        return call instanceof Call.Close ? Op.CLOSE_SESSION : Op.SET_WATCHES;
    }

    static JuteOut body(Call call) {
        if (call instanceof Call.Create create) {
            int flags = (create.ephemeral() ? EPHEMERAL : 0) + (create.sequential() ? SEQUENTIAL : 0);
            return Requests.create(create.path(), create.data(), List.of(Acl.OPEN), flags);
        } else if (call instanceof Call.SetData set) {
            return Requests.setData(set.path(), set.data(), set.version());
        } else if (call instanceof Call.Delete delete) {
            return Requests.path(delete.path(), -1);
        } else if (call instanceof Call.Multi multi) {
            return multi(multi.parts());
        } else if (call instanceof Call.Read read) {
            return Requests.path(read.path(), read.watch());
        } else if (call instanceof Call.Exists exists) {
            return Requests.path(exists.path(), true);
        } else if (call instanceof Call.Children children) {
            return Requests.path(children.path(), children.watch());
        }
        return call instanceof Call.Sync ? Requests.path("/") : new JuteOut();
    }

    private static JuteOut multi(List<Call> parts) {
        var body = new JuteOut();
        for (Call part : parts) {
            body.putInt(type(part)).putBoolean(false).putInt(-1).putAll(body(part));
        }
        return body.putInt(-1).putBoolean(true).putInt(-1);
    }

    static Answer answer(Call call, long zxid, int error, JuteIn body) {
        if (error != 0) {
            return new Answer.Refused(zxid, error);
        } else if (call instanceof Call.Create) {
            return new Answer.Created(zxid, body.getString());
        } else if (call instanceof Call.SetData) {
            return new Answer.Changed(zxid, znode(body, "").version());
        } else if (call instanceof Call.Multi multi) {
            return parts(multi.parts(), zxid, body);
        } else if (call instanceof Call.Read) {
            byte[] data = body.getBuffer();
            return new Answer.Seen(zxid, znode(body, data == null ? "null" : new String(data, StandardCharsets.UTF_8)));
        } else if (call instanceof Call.Children) {
            return new Answer.Listed(zxid, body.getVector(body::getString));
        }
        return new Answer.Done(zxid);
    }

    /** A multi that was refused says so in its parts: before the culprit 0, for it its error, behind it another one. */
    private static Answer parts(List<Call> calls, long zxid, JuteIn body) {
        var answers = new ArrayList<Answer>();
        for (Call call : calls) {
            int type = body.getInt();
            body.getBoolean();
            body.getInt();
            int error = type == Op.ERROR ? body.getInt() : 0;
            if (error != 0) {
                return new Answer.Refused(zxid, error);
            }
            answers.add(type == Op.ERROR ? new Answer.Done(zxid) : answer(call, zxid, 0, body));
        }
        return new Answer.AllDone(zxid, answers);
    }

    /** A stat: czxid, mzxid, ctime, mtime, version, cversion, aversion, owner, length, children, pzxid. */
    private static Answer.Znode znode(JuteIn in, String data) {
        long czxid = in.getLong();
        long mzxid = in.getLong();
        in.getLong();
        in.getLong();
        int version = in.getInt();
        in.getInt();
        in.getInt();
        long owner = in.getLong();
        in.getInt();
        in.getInt();
        in.getLong();
        return new Answer.Znode(czxid, mzxid, version, owner, data);
    }
}
