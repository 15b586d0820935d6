package io.coordkit.cli.demo.children;

import java.util.List;

/** What a child process does. Needs a public constructor without parameters: the child JVM makes it by class name. */
public interface ChildRole {

    /**
     * Plays the role until it is done, or until {@link ChildChannel#receive()} says that the demo is over. Returning ends
     * the process with exit code 0; throwing ends it with 1 and the stack trace in the child's log file.
     *
     * @param arguments what the demo passed to {@link ChildProcesses#start}
     */
    void run(ChildChannel channel, List<String> arguments) throws Exception;
}
