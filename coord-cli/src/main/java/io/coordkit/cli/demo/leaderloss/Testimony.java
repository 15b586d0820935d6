package io.coordkit.cli.demo.leaderloss;

import java.time.Duration;
import java.util.List;

/**
 * What a client noticed while its ensemble lost its leader.
 *
 * @param acknowledged how many writes were
 * @param lost those of them that are not there
 * @param longestWait between one acknowledged write and the next
 * @param sessionKept whether it had one session all the time, and its ephemeral znode is still there
 */
record Testimony(int acknowledged, List<String> lost, Duration longestWait, boolean sessionKept) {

    Testimony {
        lost = List.copyOf(lost);
    }
}
