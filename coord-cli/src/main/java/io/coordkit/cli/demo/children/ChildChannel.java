package io.coordkit.cli.demo.children;

import java.util.Optional;

/** A child's line to its demo. {@code System.out} is not part of it: in a child it goes to the log file. */
public interface ChildChannel {

    /** Tells the demo something. Safe for use by many threads. */
    void send(Message message);

    /**
     * Waits for the demo's next message.
     *
     * @return empty when the demo has closed the channel: finish up and return; a child that does not is ended after five
     *     seconds
     */
    Optional<Message> receive() throws InterruptedException;
}
