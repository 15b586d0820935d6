package io.coordkit.kafka.codec;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.security.auth.SecurityProtocol;

/**
 * What a broker says about itself in {@code /brokers/ids/<id>}.
 *
 * @param version 1 (Kafka 0.8) to 5 (2.7 and later); higher numbers are treated as 5
 * @param endpoints where it listens; version 1 has exactly one, of protocol PLAINTEXT
 * @param rack where it stands; written from version 3 on
 * @param features what it supports; written from version 5 on
 * @param jmxPort -1 when off
 * @param timestampMs start of the registration in milliseconds since 1970; -1 when unknown
 * @param unknown fields that this library does not know, kept as they were read
 */
public record BrokerInfo(
        int version,
        List<Endpoint> endpoints,
        Optional<String> rack,
        Map<String, FeatureRange> features,
        int jmxPort,
        long timestampMs,
        Map<String, JsonNode> unknown) {
    /** The version that current brokers write. */
    public static final int CURRENT_VERSION = 5;

    public BrokerInfo {
        endpoints = List.copyOf(endpoints);
        if (version < 1) {
            throw new IllegalArgumentException("broker registration version " + version + " is below 1");
        }
        if (endpoints.isEmpty()) {
            throw new IllegalArgumentException("a broker needs at least one endpoint");
        }
        if (endpoints.stream().map(Endpoint::listener).distinct().count() < endpoints.size()) {
            throw new IllegalArgumentException("two endpoints of the same listener: " + endpoints);
        }
    }

    /** A registration of the current version, without rack, features and JMX. */
    public static BrokerInfo of(long timestampMs, Endpoint... endpoints) {
        return new BrokerInfo(
                CURRENT_VERSION, List.of(endpoints), Optional.empty(), Map.of(), -1, timestampMs, Map.of());
    }

    /** The same broker, standing in {@code rack}. */
    public BrokerInfo inRack(String rack) {
        return new BrokerInfo(version, endpoints, Optional.of(rack), features, jmxPort, timestampMs, unknown);
    }

    /** The same broker, announced in an older (or newer) version of the format. */
    public BrokerInfo asVersion(int version) {
        return new BrokerInfo(version, endpoints, rack, features, jmxPort, timestampMs, unknown);
    }

    /** The endpoint of a listener, if the broker has it. */
    public Optional<Endpoint> endpoint(String listener) {
        return endpoints.stream().filter(e -> e.listener().equals(listener)).findFirst();
    }

    /** The first endpoint of protocol PLAINTEXT, whose host and port also stand at the top level for old readers. */
    public Optional<Endpoint> plaintext() {
        return endpoints.stream()
                .filter(e -> e.protocol() == SecurityProtocol.PLAINTEXT)
                .findFirst();
    }
}
