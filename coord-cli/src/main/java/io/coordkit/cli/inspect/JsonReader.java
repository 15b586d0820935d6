package io.coordkit.cli.inspect;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.coordkit.cli.tree.Tree;
import io.coordkit.cli.tree.TreeFailure;
import java.util.List;
import java.util.Optional;

/** Reads values that are JSON objects; those that are none are noted, not given up on. */
final class JsonReader {
    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private final Tree tree;
    private final Unreadable unreadable = new Unreadable();

    JsonReader(Tree tree) {
        this.tree = tree;
    }

    List<String> children(String path) throws TreeFailure, InterruptedException {
        return tree.children(path);
    }

    /** The value as text; nothing for a znode that is not there. */
    Optional<String> text(String path) throws TreeFailure, InterruptedException {
        return tree.data(path).map(value -> new String(value, UTF_8));
    }

    /** Nothing for a znode that is not there or has no value, or that is noted as unreadable. */
    Optional<JsonNode> object(String path) throws TreeFailure, InterruptedException {
        Optional<String> text = text(path).filter(value -> !value.isBlank());
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            JsonNode json = JSON.readTree(text.get());
            if (json.isObject()) {
                return Optional.of(json);
            }
            note(path, "no JSON object");
        } catch (JsonProcessingException damaged) {
            note(path, "not JSON: " + damaged.getOriginalMessage());
        }
        return Optional.empty();
    }

    void note(String path, String why) {
        unreadable.note(path, why);
    }

    Listing unreadable() {
        return unreadable.listing();
    }
}
