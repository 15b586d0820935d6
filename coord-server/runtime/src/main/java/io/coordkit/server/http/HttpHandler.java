package io.coordkit.server.http;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.DefaultFileRegion;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.netty.handler.timeout.IdleStateEvent;
import java.io.File;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One connection: hands its questions over and writes the answers. */
final class HttpHandler extends SimpleChannelInboundHandler<FullHttpRequest> {
    private static final Logger LOG = LoggerFactory.getLogger(HttpHandler.class);

    private final HttpAnswers answers;

    HttpHandler(HttpAnswers answers) {
        this.answers = answers;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, FullHttpRequest request) {
        HttpReply reply;
        if (!request.decoderResult().isSuccess()) {
            reply = HttpReply.empty(HttpResponseStatus.BAD_REQUEST);
        } else if (request.method().equals(HttpMethod.TRACE)) {
            // It would show a caller's secrets to whoever can make it ask.
            reply = HttpReply.empty(HttpResponseStatus.FORBIDDEN);
        } else {
            reply = answers.answer(question(ctx, request));
        }
        write(ctx, HttpUtil.isKeepAlive(request), !request.method().equals(HttpMethod.HEAD), reply);
    }

    static HttpQuestion question(ChannelHandlerContext ctx, HttpRequest request) {
        QueryStringDecoder uri = new QueryStringDecoder(request.uri());
        Map<String, String> parameters = new HashMap<>();
        for (Map.Entry<String, List<String>> parameter : uri.parameters().entrySet()) {
            parameters.put(parameter.getKey(), parameter.getValue().get(0));
        }
        return new HttpQuestion(
                request.method().name(),
                uri.path(),
                Map.copyOf(parameters),
                Optional.ofNullable(request.headers().get(HttpHeaderNames.AUTHORIZATION)),
                Optional.ofNullable(request.headers().get("X-Forwarded-For")),
                HttpUtil.getContentLength(request, 0L),
                (InetSocketAddress) ctx.channel().remoteAddress());
    }

    static void write(ChannelHandlerContext ctx, boolean keepAlive, boolean withBody, HttpReply reply) {
        if (reply.file().isPresent() && withBody) {
            writeFile(ctx, reply, reply.file().get().toFile());
        } else {
            byte[] body = withBody ? reply.body() : new byte[0];
            DefaultFullHttpResponse response =
                    new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, reply.status(), Unpooled.wrappedBuffer(body));
            describe(response, reply, reply.body().length);
            ctx.write(response);
        }
        ctx.writeAndFlush(Unpooled.EMPTY_BUFFER)
                .addListener(keepAlive ? ChannelFutureListener.CLOSE_ON_FAILURE : ChannelFutureListener.CLOSE);
    }

    private static void writeFile(ChannelHandlerContext ctx, HttpReply reply, File file) {
        DefaultHttpResponse response = new DefaultHttpResponse(HttpVersion.HTTP_1_1, reply.status());
        describe(response, reply, file.length());
        ctx.write(response);
        ctx.write(new DefaultFileRegion(file, 0, file.length()));
        ctx.write(LastHttpContent.EMPTY_LAST_CONTENT);
    }

    private static void describe(HttpResponse response, HttpReply reply, long length) {
        reply.headers().forEach((name, value) -> response.headers().set(name, value));
        response.headers().set(HttpHeaderNames.CONTENT_TYPE, reply.contentType());
        response.headers().set(HttpHeaderNames.CONTENT_LENGTH, length);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof IdleStateEvent) {
            ctx.close();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        LOG.debug("http-connection-failed", cause);
        ctx.close();
    }
}
