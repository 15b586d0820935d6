package io.coordkit.it.monitor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * JSON as sorted lines, one for each value: where it stands and what it is. In place of what differs from server to server (times,
 * sizes, ids, ports, directories, the version) stands only its kind.
 */
public final class JsonLines {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern VARIES = Pattern.compile(
            ".*(latency|established|response_time|session_id|uptime|timestamp|version|_dir|dir_size|_port|_ports\\[]|_zxid|\\.zxid"
                    + "|packets_sent|packets_received|socket_address|session_ids\\.N\\[]|buffer_size|queued_packets_size|conn_count)");
    private static final Pattern ID = Pattern.compile("\\d{6,}");
    private static final Pattern PORT = Pattern.compile(":\\d{4,5}\\b");

    private JsonLines() {}

    /** Of this text. */
    public static List<String> of(String json) throws JsonProcessingException {
        List<String> lines = new ArrayList<>();
        add(lines, "", JSON.readTree(json));
        return lines.stream().sorted().toList();
    }

    private static void add(List<String> lines, String place, JsonNode value) {
        if (value.isObject()) {
            lines.add(place + " is an object");
            value.fields()
                    .forEachRemaining(field ->
                            add(lines, place + "." + ID.matcher(field.getKey()).replaceAll("N"), field.getValue()));
        } else if (value.isArray()) {
            lines.add(place + " is a list of " + value.size());
            value.forEach(element -> add(lines, place + "[]", element));
        } else {
            lines.add(place + " = " + (VARIES.matcher(place).matches() ? kind(value) : shown(value)));
        }
    }

    private static String kind(JsonNode value) {
        return value.getNodeType() + (value.isFloatingPointNumber() ? " with decimals" : "");
    }

    private static String shown(JsonNode value) {
        return ID.matcher(PORT.matcher(value.toString()).replaceAll(":PORT")).replaceAll("N");
    }
}
