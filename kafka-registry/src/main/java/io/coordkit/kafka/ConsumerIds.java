package io.coordkit.kafka;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.UUID;

/** Consumer ids in the old consumer's form: {@code <group>_<host>-<ms>-<8 hex digits>}. */
final class ConsumerIds {
    private ConsumerIds() {}

    /** The digits are the first eight of the uuid's high half, written without leading zeros as Kafka writes it. */
    static String random(String group) {
        String digits = Long.toHexString(UUID.randomUUID().getMostSignificantBits());
        return group + "_" + host() + "-" + System.currentTimeMillis() + "-"
                + digits.substring(0, Math.min(8, digits.length()));
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }
}
