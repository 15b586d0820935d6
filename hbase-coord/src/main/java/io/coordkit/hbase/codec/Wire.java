package io.coordkit.hbase.codec;

import java.util.Optional;

/** Checks that every message shares: numbers that stand for constants, and fields that must be there. */
final class Wire {
    private Wire() {}

    static <E extends Enum<E>> E constant(E[] values, long number) throws UnreadableValueException {
        if (number < 0 || number >= values.length) {
            String type = values[0].getDeclaringClass().getSimpleName();
            throw new UnreadableValueException(type + " has no number " + number);
        }
        return values[(int) number];
    }

    /** The constant whose name a release before protobuf wrote. */
    static <E extends Enum<E>> E constantNamed(E[] values, String name) throws UnreadableValueException {
        for (E value : values) {
            if (value.name().equals(name)) {
                return value;
            }
        }
        String type = values[0].getDeclaringClass().getSimpleName();
        throw new UnreadableValueException("neither PBUF nor a " + type + " as text, " + name.length() + " characters");
    }

    static <T> T required(String field, Optional<T> value) throws UnreadableValueException {
        return value.orElseThrow(() -> new UnreadableValueException("the required field " + field + " is missing"));
    }

    /** The one text field of a message that has no other field. */
    static Optional<String> text(ProtoReader in, int wanted) throws UnreadableValueException {
        Optional<String> text = Optional.empty();
        for (int field = in.next(); field != 0; field = in.next()) {
            if (field == wanted) {
                text = Optional.of(in.string());
            } else {
                in.skip();
            }
        }
        return text;
    }

    /** The one number of a message that has no other field. */
    static long number(ProtoReader in, int wanted, String name) throws UnreadableValueException {
        Optional<Long> number = Optional.empty();
        for (int field = in.next(); field != 0; field = in.next()) {
            if (field == wanted) {
                number = Optional.of(in.varint());
            } else {
                in.skip();
            }
        }
        return required(name, number);
    }
}
