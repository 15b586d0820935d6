package io.coordkit.server.http;

import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Hands the pieces of a body to whoever wants them; other questions pass. A body that is not wanted is read and forgotten. */
final class UploadHandler extends ChannelInboundHandlerAdapter {
    private final HttpAnswers answers;
    private @Nullable Taken current;

    /** A question that is being taken. */
    private record Taken(HttpRequest request, Upload upload) {}

    UploadHandler(HttpAnswers answers) {
        this.answers = answers;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (message instanceof HttpRequest request && request.decoderResult().isSuccess()) {
            begin(ctx, request);
        }
        Taken taken = current;
        if (taken == null) {
            ctx.fireChannelRead(message);
            return;
        }
        try {
            if (message instanceof HttpContent content) {
                take(ctx, taken, content);
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    private void begin(ChannelHandlerContext ctx, HttpRequest request) {
        Optional<Upload> upload = answers.upload(HttpHandler.question(ctx, request));
        upload.ifPresent(wanted -> {
            current = new Taken(request, wanted);
            if (HttpUtil.is100ContinueExpected(request)) {
                answerExpectation(ctx, wanted);
            }
        });
    }

    /** Whoever asks before he sends anything need not send it in vain; what he sends nevertheless is not told from a question. */
    private static void answerExpectation(ChannelHandlerContext ctx, Upload upload) {
        if (upload.refusal().isPresent()) {
            HttpHandler.write(ctx, false, true, upload.refusal().get());
        } else {
            ctx.writeAndFlush(new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE));
        }
    }

    private void take(ChannelHandlerContext ctx, Taken taken, HttpContent content) {
        if (!content.decoderResult().isSuccess()) {
            ctx.close();
            return;
        }
        Optional<HttpReply> refusal = taken.upload().refusal();
        if (refusal.isEmpty()) {
            taken.upload().take(ByteBufUtil.getBytes(content.content()));
        }
        if (content instanceof LastHttpContent) {
            current = null;
            HttpReply reply =
                    refusal.isPresent() ? refusal.get() : taken.upload().answer();
            HttpHandler.write(ctx, HttpUtil.isKeepAlive(taken.request()), true, reply);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        if (current != null) {
            current.upload().abandon();
            current = null;
        }
        ctx.fireChannelInactive();
    }
}
