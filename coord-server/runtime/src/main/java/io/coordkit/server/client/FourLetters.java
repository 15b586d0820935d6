package io.coordkit.server.client;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Recognises ZooKeeper's commands of four letters ({@code ruok}, {@code srvr}, …), which a client sends in place of a first
 * frame: their letters stand where a frame has its length.
 */
final class FourLetters {
    private FourLetters() {}

    /** Whether what would be a frame's length is four small letters; as a length it would be far beyond any frame's. */
    static boolean isWord(int length) {
        return text(length).chars().allMatch(c -> c >= 'a' && c <= 'z');
    }

    /** The four bytes as text. */
    static String text(int length) {
        return new String(ByteBuffer.allocate(Integer.BYTES).putInt(length).array(), StandardCharsets.ISO_8859_1);
    }
}
