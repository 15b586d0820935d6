package io.coordkit.cli.inspect;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What Dubbo registers, the URL that is the encoded name of a znode: {@code protocol://[user@]host[:port]/path?key=value&...},
 * whose values are not encoded once more (URL.toFullString).
 *
 * @param address host and port, without the user
 */
record DubboUrl(String protocol, String address, String path, Map<String, String> parameters) {
    private static final String AFTER_PROTOCOL = "://";

    /** Nothing when the name is no encoded URL; Dubbo passes over such znodes. */
    static Optional<DubboUrl> find(String name) {
        try {
            String text = URLDecoder.decode(name, UTF_8);
            int host = text.indexOf(AFTER_PROTOCOL);
            return host <= 0 ? Optional.empty() : Optional.of(parse(text, host));
        } catch (IllegalArgumentException badEscape) {
            return Optional.empty();
        }
    }

    private static DubboUrl parse(String text, int end) {
        String[] parts = text.substring(end + AFTER_PROTOCOL.length()).split("\\?", 2);
        String[] place = parts[0].split("/", 2);
        return new DubboUrl(
                text.substring(0, end),
                place[0].substring(place[0].lastIndexOf('@') + 1),
                place.length > 1 ? place[1] : "",
                parts.length > 1 ? parameters(parts[1]) : Map.of());
    }

    private static Map<String, String> parameters(String query) {
        Map<String, String> parameters = new TreeMap<>();
        for (String pair : query.split("&")) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                parameters.put(pair.substring(0, equals), pair.substring(equals + 1));
            }
        }
        return parameters;
    }

    String parameter(String name) {
        return parameters.getOrDefault(name, "-");
    }

    /** As Dubbo writes it: {@code [group/]interface[:version]}. */
    String service(String directory) {
        String group = parameters.containsKey("group") ? parameters.get("group") + "/" : "";
        String version = parameters.containsKey("version") ? ":" + parameters.get("version") : "";
        return group + parameters.getOrDefault("interface", directory) + version;
    }
}
