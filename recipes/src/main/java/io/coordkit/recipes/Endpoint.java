package io.coordkit.recipes;

/**
 * Where something listens, written {@code host:port}.
 *
 * @param host a name or an address
 * @param port 1 to 65535
 */
public record Endpoint(String host, int port) {
    private static final int MAX_PORT = 65_535;

    /** Refuses an empty host and an impossible port. */
    public Endpoint {
        if (host.isEmpty() || port < 1 || port > MAX_PORT) {
            throw new IllegalArgumentException("not HOST:PORT: " + host + ":" + port);
        }
    }

    /** From {@code host:port}; an {@link IllegalArgumentException} shows what is not. */
    public static Endpoint parse(String text) {
        int colon = text.lastIndexOf(':');
        try {
            return new Endpoint(text.substring(0, Math.max(0, colon)), Integer.parseInt(text.substring(colon + 1)));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("not HOST:PORT: " + text, e);
        }
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
