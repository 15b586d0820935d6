package io.coordkit.cli.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;

/** One JSON object on one line. */
public final class Json {

    private static final JsonMapper MAPPER = new JsonMapper();

    private Json() {}

    /** The line, without its end; values are strings, numbers, booleans, lists and maps of these. */
    public static String line(Map<String, ?> fields) {
        try {
            return MAPPER.writeValueAsString(fields);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("maps, lists, strings and numbers can be written", impossible);
        }
    }

    /** Adds a znode's data: as {@code data}, or as {@code base64} where it is no text. */
    public static void putData(Map<String, Object> fields, byte[] data) {
        try {
            fields.put(
                    "data",
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(data))
                            .toString());
        } catch (CharacterCodingException noText) {
            fields.put("base64", Base64.getEncoder().encodeToString(data));
        }
    }
}
