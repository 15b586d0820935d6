package io.coordkit.server.http;

import java.util.Optional;

/** Who composes the answers of an endpoint, on its thread; may wait. */
@FunctionalInterface
public interface HttpAnswers {
    /** The answer to a question without a body, or whose body does not matter. */
    HttpReply answer(HttpQuestion question);

    /** Takes the body of a question; empty if it does not matter. */
    default Optional<Upload> upload(HttpQuestion question) {
        return Optional.empty();
    }
}
