package io.coordkit.core.tree;

import io.coordkit.core.wire.JuteWriter;
import java.util.Arrays;

/**
 * The last name of a path as the bytes that {@link JuteWriter#writeString} writes, UTF-16 unit by unit: without the
 * string around them, and ready for a reply. Read from its end, as paths are compared.
 */
final class NodeName {
    /** What a string has in front of its bytes. */
    private static final int LENGTH_BYTES = 4;

    private NodeName() {}

    /** The name behind the last slash. */
    static byte[] lastOf(String path) {
        int start = path.lastIndexOf('/') + 1;
        byte[] name = new byte[path.length() - start];
        for (int i = 0; i < name.length; i++) {
            char unit = path.charAt(start + i);
            if (unit >= 0x80) {
                return encode(path.substring(start));
            }
            name[i] = (byte) unit;
        }
        return name;
    }

    private static byte[] encode(String name) {
        JuteWriter out = new JuteWriter(LENGTH_BYTES + name.length() * 3).writeString(name);
        return Arrays.copyOfRange(out.array(), LENGTH_BYTES, out.length());
    }

    /** UTF-16 units. */
    static int length(byte[] name) {
        int length = 0;
        for (byte part : name) {
            if ((part & 0xc0) != 0x80) {
                length++;
            }
        }
        return length;
    }

    /** As {@link String#hashCode()} of the name. */
    static int hash(byte[] name) {
        int hash = 0;
        for (int i = 0; i < name.length; ) {
            int first = name[i];
            if (first >= 0) {
                hash = 31 * hash + first;
                i++;
            } else {
                int end = i + ((first & 0xe0) == 0xc0 ? 2 : 3);
                hash = 31 * hash + unitBefore(end, name);
                i = end;
            }
        }
        return hash;
    }

    static String text(byte[] name) {
        char[] units = new char[length(name)];
        copyBefore(units.length, units, name);
        return new String(units);
    }

    /** Where a name begins that ends in {@code path} before {@code end}; −1 if it does not. */
    static int startIn(String path, int end, byte[] name) {
        int at = end;
        for (int i = name.length; i > 0; ) {
            char unit = unitBefore(i, name);
            if (--at < 0 || path.charAt(at) != unit) {
                return -1;
            }
            i -= bytesOf(unit);
        }
        return at;
    }

    /** Writes a name in front of {@code end}, and says where it begins. */
    static int copyBefore(int end, char[] path, byte[] name) {
        int at = end;
        for (int i = name.length; i > 0; ) {
            char unit = unitBefore(i, name);
            path[--at] = unit;
            i -= bytesOf(unit);
        }
        return at;
    }

    private static char unitBefore(int end, byte[] name) {
        int last = name[end - 1];
        if (last >= 0) {
            return (char) last;
        }
        int middle = name[end - 2];
        if ((middle & 0xc0) == 0xc0) {
            return (char) ((middle & 0x1f) << 6 | last & 0x3f);
        }
        return (char) ((name[end - 3] & 0x0f) << 12 | (middle & 0x3f) << 6 | last & 0x3f);
    }

    private static int bytesOf(char unit) {
        return unit < 0x80 ? 1 : unit < 0x800 ? 2 : 3;
    }
}
