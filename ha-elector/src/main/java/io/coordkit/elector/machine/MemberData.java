package io.coordkit.elector.machine;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The bytes by which a member is known in the lock and in the breadcrumb; compared by content, as Hadoop does to find
 * out whether the last active was the member itself.
 */
public record MemberData(byte[] bytes) {
    public MemberData {
        bytes = bytes.clone();
    }

    /** Free-form data from a text, in UTF-8. */
    public static MemberData of(String text) {
        return new MemberData(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public byte[] bytes() {
        return bytes.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MemberData that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
