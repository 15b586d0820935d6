package io.coordkit.core.auth;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Numeric addresses from text, without asking anybody for names. */
final class IpAddress {
    private static final int V6_GROUPS = 8;

    private IpAddress() {}

    /** Four bytes, sixteen, or null when the text is no numeric address. */
    static byte @Nullable [] parse(String text) {
        return text.indexOf(':') < 0 ? parseV4(text) : parseV6(text);
    }

    private static byte @Nullable [] parseV4(String text) {
        String[] parts = text.split("\\.", -1);
        if (parts.length != 4) {
            return null;
        }
        byte[] address = new byte[4];
        for (int i = 0; i < 4; i++) {
            int value = number(parts[i], 10, 3);
            if (value < 0 || value > 255) {
                return null;
            }
            address[i] = (byte) value;
        }
        return address;
    }

    private static byte @Nullable [] parseV6(String text) {
        int zone = text.indexOf('%');
        String plain = zone < 0 ? text : text.substring(0, zone);
        int gap = plain.indexOf("::");
        List<Integer> head = groups(gap < 0 ? plain : plain.substring(0, gap));
        List<Integer> tail = groups(gap < 0 ? "" : plain.substring(gap + 2));
        if (head == null || tail == null) {
            return null;
        }
        int given = head.size() + tail.size();
        if (gap < 0 ? given != V6_GROUPS : given >= V6_GROUPS) {
            return null;
        }
        byte[] address = new byte[V6_GROUPS * 2];
        for (int i = 0; i < head.size(); i++) {
            put(address, i, head.get(i));
        }
        for (int i = 0; i < tail.size(); i++) {
            put(address, V6_GROUPS - tail.size() + i, tail.get(i));
        }
        return address;
    }

    private static void put(byte[] address, int group, int value) {
        address[group * 2] = (byte) (value >> 8);
        address[group * 2 + 1] = (byte) value;
    }

    private static @Nullable List<Integer> groups(String text) {
        List<Integer> groups = new ArrayList<>();
        if (text.isEmpty()) {
            return groups;
        }
        String[] parts = text.split(":", -1);
        for (int i = 0; i < parts.length; i++) {
            if (i == parts.length - 1 && parts[i].indexOf('.') >= 0) {
                byte[] v4 = parseV4(parts[i]);
                if (v4 == null) {
                    return null;
                }
                groups.add((v4[0] & 0xff) << 8 | v4[1] & 0xff);
                groups.add((v4[2] & 0xff) << 8 | v4[3] & 0xff);
            } else {
                int value = number(parts[i], 16, 4);
                if (value < 0) {
                    return null;
                }
                groups.add(value);
            }
        }
        return groups;
    }

    private static int number(String digits, int radix, int lengthMax) {
        if (digits.isEmpty() || digits.length() > lengthMax) {
            return -1;
        }
        int value = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = Character.digit(digits.charAt(i), radix);
            if (digit < 0) {
                return -1;
            }
            value = value * radix + digit;
        }
        return value;
    }
}
