package io.coordkit.server.peer;

import io.coordkit.core.replica.Input;
import java.time.Duration;

/** How a link came about, and so how the replica hears of it. */
sealed interface Opening {
    /** What the replica hears. */
    Input input(long link, String address);

    /** We have opened it. */
    record ToLeader(long server) implements Opening {
        @Override
        public Input input(long link, String address) {
            return new Input.LeaderDialled(server, link);
        }
    }

    /**
     * Somebody else has. The replica hears of it with the first packet; until then it may be anybody.
     *
     * @param patience how long the first packet may take
     */
    record ByLearner(Duration patience) implements Opening {
        @Override
        public Input input(long link, String address) {
            return new Input.LearnerConnected(link, address);
        }
    }
}
