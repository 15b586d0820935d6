package io.coordkit.kafka.codec;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.security.auth.SecurityProtocol;

/**
 * One address of a broker.
 *
 * @param listener name of the listener; up to version 3 of the registration it is the protocol's name
 * @param protocol how to speak there
 * @param host name or address, an IPv6 address without brackets; may be empty
 * @param port 0 to 65535
 */
public record Endpoint(String listener, SecurityProtocol protocol, String host, int port) {
    private static final Pattern TEXT = Pattern.compile("([^:/]+)://\\[?([0-9a-zA-Z\\-%._:]*)]?:(-?\\d{1,6})");

    public Endpoint {
        if (listener.isEmpty()) {
            throw new IllegalArgumentException("a listener needs a name");
        }
        if (port < 0 || port > 65535) {
            throw new IllegalArgumentException("port " + port + " of listener " + listener + " is out of range");
        }
    }

    /** A plain-text endpoint of the listener PLAINTEXT, the one that old consumers use. */
    public static Endpoint plaintext(String host, int port) {
        return new Endpoint("PLAINTEXT", SecurityProtocol.PLAINTEXT, host, port);
    }

    /** The form in {@code endpoints}: {@code LISTENER://host:port}, IPv6 addresses in brackets. */
    public String text() {
        return listener + "://" + (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }

    /** The matched groups listener, host, port; the matcher does not match when the text is no endpoint. */
    static Matcher match(String text) {
        return TEXT.matcher(text);
    }
}
