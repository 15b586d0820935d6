package io.coordkit.server.fuzz;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Spoils samples; the same seed spoils them in the same way. */
final class Mutator {
    private static final int LENGTH_MAX = 1 << 14;
    private static final int[] NUMBERS = {
        0, 1, -1, -2, 2, 4, 12, 100, 127, 128, 255, 0xffff, 0x100000, 0x0fffffff, Integer.MAX_VALUE, Integer.MIN_VALUE
    };

    private final SplittableRandom random;
    private final List<byte[]> samples;

    Mutator(long seed, List<byte[]> samples) {
        this.random = new SplittableRandom(seed);
        this.samples = samples;
    }

    byte[] next() {
        byte[] input = pick().clone();
        for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
            input = change(input);
        }
        return input.length <= LENGTH_MAX ? input : Arrays.copyOf(input, LENGTH_MAX);
    }

    private byte[] pick() {
        return samples.get(random.nextInt(samples.size()));
    }

    private byte[] change(byte[] input) {
        return switch (random.nextInt(8)) {
            case 0 -> Arrays.copyOf(input, random.nextInt(input.length + 1));
            case 1 -> Arrays.copyOf(input, input.length + 1 + random.nextInt(40));
            case 2 -> spliced(input, pick());
            case 3 -> noise(input);
            case 4 -> repeated(input);
            case 5 -> withBit(input);
            default -> withNumber(input);
        };
    }

    private byte[] withBit(byte[] input) {
        if (input.length > 0) {
            input[random.nextInt(input.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return input;
    }

    /** Lengths and types are ints, so ints are what hurts most. */
    private byte[] withNumber(byte[] input) {
        if (input.length < 4) {
            return input;
        }
        int at = random.nextInt(input.length - 3);
        int number = NUMBERS[random.nextInt(NUMBERS.length)];
        for (int i = 0; i < 4; i++) {
            input[at + i] = (byte) (number >>> 24 - 8 * i);
        }
        return input;
    }

    private byte[] noise(byte[] input) {
        int from = random.nextInt(input.length + 1);
        int to = Math.min(input.length, from + random.nextInt(16));
        for (int i = from; i < to; i++) {
            input[i] = (byte) random.nextInt(256);
        }
        return input;
    }

    private byte[] spliced(byte[] input, byte[] other) {
        int kept = random.nextInt(input.length + 1);
        int from = random.nextInt(other.length + 1);
        byte[] both = Arrays.copyOf(input, kept + other.length - from);
        System.arraycopy(other, from, both, kept, other.length - from);
        return both;
    }

    private byte[] repeated(byte[] input) {
        int from = random.nextInt(input.length + 1);
        int length = random.nextInt(input.length - from + 1);
        byte[] longer = Arrays.copyOf(input, input.length + length);
        System.arraycopy(input, from, longer, from + length, input.length - from);
        return longer;
    }
}
