package io.coordkit.server.http;

import io.netty.handler.codec.http.HttpResponseStatus;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * An answer.
 *
 * @param status of HTTP
 * @param contentType of the body
 * @param headers besides the ordinary ones
 * @param body unless there is a file
 * @param file whose bytes are the body
 */
public record HttpReply(
        HttpResponseStatus status, String contentType, Map<String, String> headers, byte[] body, Optional<Path> file) {

    /** Text of some kind. */
    public static HttpReply text(HttpResponseStatus status, String contentType, String text) {
        return new HttpReply(status, contentType, Map.of(), text.getBytes(StandardCharsets.UTF_8), Optional.empty());
    }

    /** A status and nothing else. */
    public static HttpReply empty(HttpResponseStatus status) {
        return text(status, "text/plain", "");
    }
}
