package io.coordkit.cli.demo;

import io.coordkit.cli.demo.verdict.Verdict;

/** One story: it does things to a real ensemble, tells what happens, and ends with a verdict on what it observed. */
public interface Demo {

    /** Its name on the command line, such as {@code "rm-failover"}. */
    String name();

    /** What it shows, in one line for somebody who has never heard of it. */
    String purpose();

    /**
     * Runs it. Takes about 20 seconds on two cores. Uses loopback only, leaves no process behind (children started
     * through the context are ended for it), and writes files only under the work directory.
     *
     * @return the checks, computed from what was observed
     * @throws Exception when it could not be run to its end: the runner turns that into a failed check
     */
    Verdict run(DemoContext context) throws Exception;
}
