package io.coordkit.cli.shell;

import org.apache.zookeeper.cli.CliException;

/** A command of the shell itself: about its history, its connection, its end. */
record OwnVerb(String name, String arguments, String purpose, Action action) implements Verb {

    /** What it does with the words of its line. */
    @FunctionalInterface
    interface Action {
        void run(String[] words, Output output) throws CliException, ShellFailure, InterruptedException;
    }

    @Override
    public boolean needsNoSession() {
        return true;
    }

    @Override
    public void run(String[] words, Output output) throws CliException, ShellFailure, InterruptedException {
        action.run(words, output);
    }
}
