package io.coordkit.server.peer;

import io.coordkit.core.election.Notification;
import io.coordkit.core.replica.Input;
import io.coordkit.core.wire.MalformedRecordException;
import io.coordkit.server.text.Reason;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Election messages on a connection whose greeting is done: a length, then a notification, both ways. */
final class VoteHandler extends ByteToMessageDecoder {
    private static final int MESSAGE_BYTES_MAX = 512 << 10;

    private final ElectionPeer peer;
    private @Nullable Inflow inflow;
    private boolean bad;
    private String reason = "closed by the other side";

    VoteHandler(ElectionPeer peer) {
        this.peer = peer;
    }

    /** A message as it goes over the wire. */
    static ByteBuf frame(byte[] message) {
        return Unpooled.buffer(Integer.BYTES + message.length)
                .writeInt(message.length)
                .writeBytes(message);
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        inflow = new Inflow(ctx.channel(), peer.inbox()::postAll);
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) throws MalformedRecordException {
        if (bad) {
            in.skipBytes(in.readableBytes());
            return;
        }
        if (in.readableBytes() < Integer.BYTES) {
            return;
        }
        int length = in.getInt(in.readerIndex());
        if (length < 1 || length > MESSAGE_BYTES_MAX) {
            throw new MalformedRecordException("election message of " + length + " bytes");
        }
        if (in.readableBytes() < Integer.BYTES + length) {
            return;
        }
        in.skipBytes(Integer.BYTES);
        byte[] message = new byte[length];
        in.readBytes(message);
        inflow().add(new Input.VoteReceived(peer.server(), Notification.read(message)));
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) throws Exception {
        inflow().handOver();
        super.channelReadComplete(ctx);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) throws Exception {
        super.channelInactive(ctx);
        inflow().handOver();
        peer.broken(ctx.channel(), reason);
    }

    /** After bad bytes nothing that follows can be believed. */
    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        bad = true;
        reason = Reason.ofSocket(cause);
        inflow().handOver();
        ctx.close();
    }

    private Inflow inflow() {
        if (inflow == null) {
            throw new IllegalStateException("not in a pipeline");
        }
        return inflow;
    }
}
