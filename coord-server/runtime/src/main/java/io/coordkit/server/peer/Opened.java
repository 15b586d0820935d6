package io.coordkit.server.peer;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.concurrent.Promise;
import java.nio.channels.ClosedChannelException;

/** Says when a socket that we have opened can be used, which may be later than its connection; or why it cannot. */
final class Opened extends ChannelInboundHandlerAdapter {
    private final Promise<Channel> usable;

    Opened(Promise<Channel> usable) {
        this.usable = usable;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        if (usable.trySuccess(ctx.channel())) {
            ctx.fireChannelActive();
            ctx.pipeline().remove(this);
        } else {
            ctx.close();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        usable.tryFailure(new ClosedChannelException());
        ctx.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        usable.tryFailure(cause);
        ctx.close();
    }
}
