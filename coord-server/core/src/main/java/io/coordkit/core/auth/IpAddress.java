package io.coordkit.core.auth;

import org.jspecify.annotations.Nullable;

/**
 * Numeric addresses from text, without asking anybody for names: what {@code IPAuthenticationProvider} of the reference takes for
 * one, so neither zones nor an IPv4 address at the end of an IPv6 one.
 */
final class IpAddress {
    private static final int V6_GROUPS = 8;
    private static final int V6_GROUP_DIGITS_MAX = 4;
    private static final String[] NONE = {};

    private IpAddress() {}

    /** Four bytes, sixteen, or null when the text is no numeric address. */
    static byte @Nullable [] parse(String text) {
        try {
            return text.indexOf(':') < 0 ? parseV4(text) : parseV6(text);
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static byte @Nullable [] parseV4(String text) {
        String[] parts = text.split("\\.", -1);
        if (parts.length != 4) {
            return null;
        }
        byte[] address = new byte[4];
        for (int i = 0; i < 4; i++) {
            int value = Integer.parseInt(parts[i]);
            if (value < 0 || value > 255) {
                return null;
            }
            address[i] = (byte) value;
        }
        return address;
    }

    private static byte @Nullable [] parseV6(String text) {
        int gap = text.indexOf("::");
        String[] head = groups(gap < 0 ? text : text.substring(0, gap));
        String[] tail = groups(gap < 0 ? "" : text.substring(gap + 2));
        int given = head.length + tail.length;
        if (gap < 0 ? given != V6_GROUPS : given >= V6_GROUPS) {
            return null;
        }
        byte[] address = new byte[V6_GROUPS * 2];
        return put(address, 0, head) && put(address, V6_GROUPS - tail.length, tail) ? address : null;
    }

    private static String[] groups(String text) {
        return text.isEmpty() ? NONE : text.split(":", -1);
    }

    /** Whether they are groups. */
    private static boolean put(byte[] address, int at, String[] groups) {
        for (int i = 0; i < groups.length; i++) {
            if (groups[i].length() > V6_GROUP_DIGITS_MAX) {
                return false;
            }
            int value = Integer.parseInt(groups[i], 16);
            address[(at + i) * 2] = (byte) (value >> 8);
            address[(at + i) * 2 + 1] = (byte) value;
        }
        return true;
    }
}
