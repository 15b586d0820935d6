package io.coordkit.core.wire;

/**
 * Writes to the bodies of request frames: what a learner forwards to its leader. What {@link RequestDecoder} makes of it, and
 * what the reference makes of it, is the same request.
 */
public final class RequestEncoder implements WriteRequest.Visitor<JuteWriter> {
    private static final int NO_ERROR = -1;

    private final JuteWriter out;

    /** @param out what is written is added to it */
    public RequestEncoder(JuteWriter out) {
        this.out = out;
    }

    @Override
    public JuteWriter onCreate(WriteRequest.Create request) {
        out.writeString(request.path()).writeBuffer(request.data());
        Acl.writeList(out, request.acl());
        out.writeInt(request.flags());
        return request.op() == OpCode.CREATE_TTL ? out.writeLong(request.ttlMs()) : out;
    }

    @Override
    public JuteWriter onDelete(WriteRequest.Delete request) {
        return out.writeString(request.path()).writeInt(request.version());
    }

    @Override
    public JuteWriter onDeleteContainer(WriteRequest.DeleteContainer request) {
        throw new IllegalStateException("only a leader removes containers");
    }

    @Override
    public JuteWriter onSetData(WriteRequest.SetData request) {
        return out.writeString(request.path()).writeBuffer(request.data()).writeInt(request.version());
    }

    @Override
    public JuteWriter onSetAcl(WriteRequest.SetAcl request) {
        out.writeString(request.path());
        Acl.writeList(out, request.acl());
        return out.writeInt(request.version());
    }

    @Override
    public JuteWriter onCheck(WriteRequest.Check request) {
        return out.writeString(request.path()).writeInt(request.version());
    }

    /** One that did not parse goes as nothing at all, which does not parse either. */
    @Override
    public JuteWriter onMulti(WriteRequest.Multi request) {
        if (!request.wellFormed()) {
            return out;
        }
        for (WriteRequest part : request.parts()) {
            out.writeInt(part.op().code()).writeBoolean(false).writeInt(NO_ERROR);
            part.accept(this);
        }
        return out.writeInt(-1).writeBoolean(true).writeInt(NO_ERROR);
    }

    @Override
    public JuteWriter onReconfig(WriteRequest.Reconfig request) {
        out.writeString(request.joiningServers()).writeString(request.leavingServers());
        return out.writeString(request.newMembers()).writeLong(request.configId());
    }

    @Override
    public JuteWriter onCreateSession(WriteRequest.CreateSession request) {
        return out.writeInt(request.timeoutMs());
    }

    @Override
    public JuteWriter onCloseSession(WriteRequest.CloseSession request) {
        return out;
    }
}
