package io.coordkit.it.disk;

import static org.assertj.core.api.Assertions.assertThat;

import io.coordkit.it.process.ServerProcess;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** How many digests were not those of a server's tree since it started, as it counts them itself. */
final class DigestMismatches {

    private static final Pattern COUNT = Pattern.compile("(?m)^zk_digest_mismatches_count\\s+(\\d+)");

    private DigestMismatches() {}

    static long of(ServerProcess server) {
        List<MatchResult> found =
                COUNT.matcher(server.fourLetterWord("mntr")).results().toList();
        assertThat(found).as("counters of digests").hasSize(1);
        return Long.parseLong(found.get(0).group(1));
    }
}
