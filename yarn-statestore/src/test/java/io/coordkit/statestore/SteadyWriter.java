package io.coordkit.statestore;

import org.apache.zookeeper.CreateMode;

/**
 * A process that becomes active and stores one application after the other, saying on standard output which, until it learns that it
 * is fenced. An ephemeral znode shows whether its session lives.
 */
final class SteadyWriter {

    static final String ALIVE = "/alive";
    static final String FENCED = "fenced";

    private SteadyWriter() {}

    /** Arguments: the connect string, and the number of the first application. */
    public static void main(String[] args) throws Exception {
        try (Member member = Member.activeAt(args[0], "rm1:1")) {
            member.client.create().withMode(CreateMode.EPHEMERAL).forPath(ALIVE);
            for (int number = Integer.parseInt(args[1]); ; number++) {
                member.store.storeApplication(Samples.application(number));
                System.out.println(number);
            }
        } catch (StoreFencedException fenced) {
            System.out.println(FENCED);
        }
    }
}
