package io.coordkit.server.http;

import io.coordkit.server.tls.Tls;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
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
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One connection: hands its questions over and writes the answers. */
final class HttpHandler extends SimpleChannelInboundHandler<FullHttpRequest> {
    private static final Logger LOG = LoggerFactory.getLogger(HttpHandler.class);

    /** Tells browsers what the reference's does: for a day they shall not come in the clear. */
    private static final String ALWAYS_TLS = "max-age=86400; includeSubDomains";

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
                Tls.chain(ctx.pipeline()),
                (InetSocketAddress) ctx.channel().remoteAddress());
    }

    static void write(ChannelHandlerContext ctx, boolean keepAlive, boolean withBody, HttpReply reply) {
        if (reply.file().isPresent() && withBody) {
            writeFile(ctx, reply, reply.file().get());
        } else {
            writeText(ctx, withBody, reply);
        }
        ctx.writeAndFlush(Unpooled.EMPTY_BUFFER)
                .addListener(keepAlive ? ChannelFutureListener.CLOSE_ON_FAILURE : ChannelFutureListener.CLOSE);
    }

    private static void writeText(ChannelHandlerContext ctx, boolean withBody, HttpReply reply) {
        byte[] body = withBody ? reply.body() : new byte[0];
        DefaultFullHttpResponse response =
                new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, reply.status(), Unpooled.wrappedBuffer(body));
        describe(ctx, response, reply, reply.body().length);
        writePart(ctx, response);
    }

    /** The file may be gone by now. */
    private static void writeFile(ChannelHandlerContext ctx, HttpReply reply, Path path) {
        PromisedFile file;
        try {
            file = PromisedFile.open(path);
        } catch (IOException e) {
            LOG.warn("http-file-failed file={}", path, e);
            writeText(ctx, true, HttpReply.empty(HttpResponseStatus.INTERNAL_SERVER_ERROR));
            return;
        }
        DefaultHttpResponse response = new DefaultHttpResponse(HttpVersion.HTTP_1_1, reply.status());
        describe(ctx, response, reply, file.length());
        writePart(ctx, response);
        writePart(ctx, file);
        writePart(ctx, LastHttpContent.EMPTY_LAST_CONTENT);
    }

    /** Whoever waits for the rest of an answer that has failed must see at once that there is none. */
    private static void writePart(ChannelHandlerContext ctx, Object part) {
        ctx.write(part).addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
    }

    private static void describe(ChannelHandlerContext ctx, HttpResponse response, HttpReply reply, long length) {
        reply.headers().forEach((name, value) -> response.headers().set(name, value));
        response.headers().set(HttpHeaderNames.CONTENT_TYPE, reply.contentType());
        response.headers().set(HttpHeaderNames.CONTENT_LENGTH, length);
        if (Tls.isSpoken(ctx.pipeline())) {
            response.headers().set("Strict-Transport-Security", ALWAYS_TLS);
        }
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
