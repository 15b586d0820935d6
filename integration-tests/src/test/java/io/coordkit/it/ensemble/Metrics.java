package io.coordkit.it.ensemble;

import io.coordkit.it.process.Probe;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/** What members of Apache ZooKeeper count. */
final class Metrics {

    private Metrics() {}

    /** Nothing when the member does not say. */
    static OptionalLong of(Member member, String name) {
        return Pattern.compile("(?m)^zk_" + name + "\\s+(\\d+)")
                .matcher(Probe.fourLetterWord(member.client(), "mntr"))
                .results()
                .mapToLong(found -> Long.parseLong(found.group(1)))
                .findFirst();
    }
}
