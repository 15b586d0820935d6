package io.coordkit.server.tls;

/** Hears of every handshake that another side begins, and may refuse it. Thread-safe. */
public interface Handshakes {
    /** Lets them all. */
    Handshakes UNLIMITED = new Handshakes() {
        @Override
        public boolean begin() {
            return true;
        }

        @Override
        public void end() {
            // Nobody counts.
        }
    };

    /** Whether one more may begin; if not, its socket is closed. */
    boolean begin();

    /** One that was let begin has come to an end, good or bad. */
    void end();
}
