package io.coordkit.server.fuzz;

import java.util.List;

/**
 * A parser that strangers, or a disk, feed with bytes.
 *
 * @param samples what it takes gladly, to be spoiled
 * @param refusals how it says no; anything else that it throws is a finding
 */
record Target(String name, List<byte[]> samples, List<Class<? extends Exception>> refusals, Parser parser) {

    /** Parses once. */
    @FunctionalInterface
    interface Parser {
        void parse(byte[] input) throws Exception;
    }

    /** Feeds it one input. */
    void feed(byte[] input) {
        try {
            parser.parse(input.clone());
        } catch (Exception e) {
            if (refusals.stream().noneMatch(refusal -> refusal.isInstance(e))) {
                throw new AssertionError(name + " threw " + e, e);
            }
        }
    }

    /** A sample that is refused would be no use. */
    void parserMustTake(byte[] sample) {
        try {
            parser.parse(sample.clone());
        } catch (Exception e) {
            throw new AssertionError(name + " refuses its own sample", e);
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
