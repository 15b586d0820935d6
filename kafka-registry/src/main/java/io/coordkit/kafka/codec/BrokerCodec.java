package io.coordkit.kafka.codec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import org.apache.kafka.common.security.auth.SecurityProtocol;
import org.jspecify.annotations.Nullable;

/** The value of {@code /brokers/ids/<id>}, versions 1 to 5 (Kafka's {@code BrokerIdZNode}). */
public final class BrokerCodec {
    private static final String VERSION = "version";
    private static final String HOST = "host";
    private static final String PORT = "port";
    private static final String JMX_PORT = "jmx_port";
    private static final String TIMESTAMP = "timestamp";
    private static final String ENDPOINTS = "endpoints";
    private static final String RACK = "rack";
    private static final String PROTOCOLS = "listener_security_protocol_map";
    private static final String FEATURES = "features";
    private static final String MIN_VERSION = "min_version";
    private static final String MAX_VERSION = "max_version";
    private static final Set<String> KNOWN =
            Set.of(VERSION, HOST, PORT, JMX_PORT, TIMESTAMP, ENDPOINTS, RACK, PROTOCOLS, FEATURES);

    private BrokerCodec() {}

    /**
     * Writes the fields that {@code broker.version()} has, in the order in which Kafka 3.9 was seen to write them.
     *
     * @throws IllegalArgumentException when that version cannot express the broker: version 1 needs a plain-text
     *     endpoint, versions 2 and 3 name listeners after their protocol
     */
    public static byte[] encode(BrokerInfo broker) {
        int version = broker.version();
        requireExpressible(broker);
        ObjectNode json = JsonNodeReader.newObject();
        if (version >= 5) {
            putFeatures(json, broker.features());
        }
        if (version >= 4) {
            ObjectNode protocols = json.putObject(PROTOCOLS);
            broker.endpoints().forEach(e -> protocols.put(e.listener(), e.protocol().name));
        }
        if (version >= 2) {
            ArrayNode endpoints = json.putArray(ENDPOINTS);
            broker.endpoints().forEach(e -> endpoints.add(e.text()));
        }
        if (version >= 3) {
            broker.rack().ifPresent(rack -> json.put(RACK, rack));
        }
        json.put(JMX_PORT, broker.jmxPort());
        Optional<Endpoint> plaintext = broker.plaintext();
        json.put(PORT, plaintext.map(Endpoint::port).orElse(-1));
        plaintext.ifPresentOrElse(e -> json.put(HOST, e.host()), () -> json.putNull(HOST));
        json.put(VERSION, version);
        json.put(TIMESTAMP, Long.toString(broker.timestampMs()));
        json.setAll(broker.unknown());
        return JsonNodeReader.bytes(json);
    }

    /**
     * Reads any version from 1 on.
     *
     * @param path where the value was found, for the error message
     * @throws MalformedNodeException when the value is no broker registration
     */
    public static BrokerInfo decode(String path, byte @Nullable [] data) {
        JsonNodeReader json = JsonNodeReader.of(path, data);
        int version = json.integer(VERSION);
        if (version < 1) {
            throw json.complain("broker registration version " + version + " is below 1");
        }
        try {
            return new BrokerInfo(
                    version,
                    version == 1 ? List.of(Endpoint.plaintext(json.text(HOST), json.integer(PORT))) : endpoints(json),
                    json.optionalText(RACK),
                    features(json),
                    json.integerOr(JMX_PORT, -1),
                    json.timestamp(TIMESTAMP),
                    json.beyond(KNOWN));
        } catch (IllegalArgumentException e) {
            throw json.complain(String.valueOf(e.getMessage()));
        }
    }

    private static void requireExpressible(BrokerInfo broker) {
        if (broker.version() == 1 && broker.plaintext().isEmpty()) {
            throw new IllegalArgumentException("version 1 of the broker registration needs a PLAINTEXT endpoint");
        }
        if (broker.version() == 2 || broker.version() == 3) {
            for (Endpoint endpoint : broker.endpoints()) {
                if (!endpoint.listener().equals(endpoint.protocol().name)) {
                    throw new IllegalArgumentException("version " + broker.version()
                            + " of the broker registration cannot name a listener " + endpoint.listener());
                }
            }
        }
    }

    private static void putFeatures(ObjectNode json, Map<String, FeatureRange> features) {
        ObjectNode object = json.putObject(FEATURES);
        features.forEach((name, range) ->
                object.putObject(name).put(MIN_VERSION, range.minVersion()).put(MAX_VERSION, range.maxVersion()));
    }

    private static List<Endpoint> endpoints(JsonNodeReader json) {
        Map<String, JsonNode> protocols = json.fields(PROTOCOLS);
        List<Endpoint> endpoints = new ArrayList<>();
        for (String text : json.texts(ENDPOINTS)) {
            Matcher matcher = Endpoint.match(text);
            if (!matcher.matches()) {
                throw json.complain("not an endpoint: \"" + text + "\"");
            }
            String listener = matcher.group(1);
            JsonNode mapped = protocols.get(listener);
            if (mapped == null && json.has(PROTOCOLS)) {
                throw json.complain("listener " + listener + " has no security protocol");
            }
            String protocol = mapped == null ? listener : mapped.asText();
            endpoints.add(new Endpoint(
                    listener, protocol(json, protocol), matcher.group(2), Integer.parseInt(matcher.group(3))));
        }
        return endpoints;
    }

    private static SecurityProtocol protocol(JsonNodeReader json, String name) {
        for (SecurityProtocol protocol : SecurityProtocol.values()) {
            if (protocol.name.equals(name)) {
                return protocol;
            }
        }
        throw json.complain("unknown security protocol \"" + name + "\"");
    }

    private static Map<String, FeatureRange> features(JsonNodeReader json) {
        Map<String, FeatureRange> features = new LinkedHashMap<>();
        json.fields(FEATURES).forEach((name, range) -> {
            if (!range.isObject()) {
                throw json.complain("feature \"" + name + "\" is not an object");
            }
            features.put(
                    name,
                    new FeatureRange(
                            json.integer(MIN_VERSION, range.path(MIN_VERSION)),
                            json.integer(MAX_VERSION, range.path(MAX_VERSION))));
        });
        return features;
    }
}
