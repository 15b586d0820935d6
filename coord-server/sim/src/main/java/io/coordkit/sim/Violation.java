package io.coordkit.sim;

import java.util.List;

/**
 * Something that must hold and did not.
 *
 * @param checker which checker found it
 * @param atEvent the event of the run in which it was found
 * @param atNanos virtual time
 * @param zxid transaction concerned, 0 if none is
 * @param what the finding in words
 * @param trace the last lines of the trace, if one was kept
 */
public record Violation(String checker, long atEvent, long atNanos, long zxid, String what, List<String> trace) {}
