package io.coordkit.cli.ensemble;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** What passes between a command and the supervisor: a line of JSON each way. */
final class Exchange {

    private static final ObjectMapper JSON = new ObjectMapper();

    private Exchange() {}

    /** What a command wants. */
    enum Verb {
        STATUS,
        KILL,
        PAUSE,
        RESUME,
        RESTART,
        PARTITION,
        HEAL,
        STOP
    }

    /**
     * A request.
     *
     * @param verb what to do
     * @param arguments the servers, or the groups of a partition, as the user wrote them
     */
    record Request(Verb verb, List<String> arguments) {}

    /**
     * An answer.
     *
     * @param refusal why nothing was done, or not all; empty when all was done
     * @param said what was done, one line each
     * @param status the ensemble afterwards
     */
    record Answer(String refusal, List<String> said, EnsembleStatus status) {}

    static <T> T parse(String line, Class<T> type) throws IOException {
        return JSON.readValue(line, type);
    }

    static String toLine(Object exchanged) {
        try {
            return JSON.writeValueAsString(exchanged);
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
