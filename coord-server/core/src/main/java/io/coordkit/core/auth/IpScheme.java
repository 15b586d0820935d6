package io.coordkit.core.auth;

/** The address a connection comes from, named in ACLs as an address or as a network with prefix length. */
final class IpScheme implements AuthScheme {
    @Override
    public String name() {
        return "ip";
    }

    @Override
    public boolean isValid(String expression) {
        int slash = expression.indexOf('/');
        byte[] address = IpAddress.parse(slash < 0 ? expression : expression.substring(0, slash));
        return address != null && (slash < 0 || prefixBits(expression, slash, address) >= 0);
    }

    @Override
    public boolean matches(String id, String expression) {
        int slash = expression.indexOf('/');
        byte[] wanted = IpAddress.parse(slash < 0 ? expression : expression.substring(0, slash));
        byte[] actual = IpAddress.parse(id);
        if (wanted == null || actual == null || wanted.length != actual.length) {
            return false;
        }
        int bits = slash < 0 ? wanted.length * 8 : prefixBits(expression, slash, wanted);
        return bits >= 0 && samePrefix(wanted, actual, bits);
    }

    @Override
    public boolean isAuthenticated() {
        return false;
    }

    private static int prefixBits(String expression, int slash, byte[] address) {
        try {
            int bits = Integer.parseInt(expression.substring(slash + 1));
            return bits >= 0 && bits <= address.length * 8 ? bits : -1;
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    private static boolean samePrefix(byte[] wanted, byte[] actual, int bits) {
        for (int i = 0; i < bits; i += 8) {
            int mask = bits - i >= 8 ? 0xff : 0xff << 8 - (bits - i) & 0xff;
            if (((wanted[i / 8] ^ actual[i / 8]) & mask) != 0) {
                return false;
            }
        }
        return true;
    }
}
