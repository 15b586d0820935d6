package io.coordkit.server.admin;

import io.coordkit.server.http.HttpReply;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a command has to say ({@code CommandResponse} of the reference).
 *
 * @param status of HTTP
 * @param values names and values; a value is text, a number, a truth, a list or a map of such
 * @param error what went wrong
 * @param headers of HTTP
 * @param file whose bytes are the answer, in place of the values
 */
record AdminReply(
        HttpResponseStatus status,
        Map<String, Object> values,
        Optional<String> error,
        Map<String, String> headers,
        Optional<Path> file) {

    static AdminReply of(Map<String, ?> values) {
        return new AdminReply(
                HttpResponseStatus.OK, new LinkedHashMap<>(values), Optional.empty(), Map.of(), Optional.empty());
    }

    /** An error that leaves the status as it is: most of the reference's commands do so. */
    static AdminReply error(String error) {
        return failed(HttpResponseStatus.OK, Optional.of(error));
    }

    /** As the answer to a command of this name. */
    HttpReply toHttp(String command) {
        String type = file.isPresent() ? "application/octet-stream" : "application/json";
        HttpReply text = HttpReply.text(status, type, Json.of(command, this));
        return new HttpReply(status, type, headers, text.body(), file);
    }

    static AdminReply failed(HttpResponseStatus status, Optional<String> error) {
        return new AdminReply(status, Map.of(), error, Map.of(), Optional.empty());
    }
}
