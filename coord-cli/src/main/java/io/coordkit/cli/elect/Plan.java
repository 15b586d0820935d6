package io.coordkit.cli.elect;

import io.coordkit.elector.ElectorConfig;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What {@code coord elect} is asked to do.
 *
 * @param election where, with which session and credentials
 * @param self who we are
 * @param command runs while we are active
 * @param standby runs while somebody else is
 * @param fence is asked to make sure that an old active can do no more harm
 * @param health says whether we are fit to be active
 * @param grace of a command between TERM and KILL
 * @param stay whether to stand again when the command has ended by itself
 */
public record Plan(
        ElectorConfig election,
        Candidate self,
        List<String> command,
        Optional<List<String>> standby,
        Optional<List<String>> fence,
        Optional<Health> health,
        Duration grace,
        boolean stay) {

    /**
     * How to find out whether we are fit.
     *
     * @param command exits with 0 when we are
     * @param every how often it is asked, and how long it may take
     * @param failures in a row that make us unfit
     */
    public record Health(List<String> command, Duration every, int failures) {}
}
