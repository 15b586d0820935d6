package io.coordkit.cli.demo.children;

import java.io.Serial;

/** A child process did not do what the demo waited for. The message names the child, the wait and its log file. */
public final class ChildFailure extends Exception {

    @Serial
    private static final long serialVersionUID = 1;

    ChildFailure(String message) {
        super(message);
    }
}
