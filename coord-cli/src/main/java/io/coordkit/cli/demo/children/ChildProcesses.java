package io.coordkit.cli.demo.children;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Starts the child processes of one demo and ends them all when it is closed, and at the latest a few seconds after Ctrl-C. A child
 * runs on the same Java and class path as we do, and ends by itself when we die.
 */
public final class ChildProcesses implements AutoCloseable {

    /** The hidden subcommand of the command line that plays a {@link ChildRole}. */
    public static final String SUBCOMMAND = "demo-child";

    private static final long EXIT_GRACE_SECONDS = 5;

    private static final String MAIN_CLASS = "io.coordkit.cli.Main";

    /** Short-lived and many: little memory, one GC thread, no optimising compiler that would outlast the demo. */
    private static final List<String> JVM_FLAGS =
            List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Djava.awt.headless=true");

    private final Path logDirectory;
    private final List<Child> children = new CopyOnWriteArrayList<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread onExit = new Thread(this::endAllUnlessClosed, "coord-children-cleanup");

    /** Children write their logs to {@code NAME.log} in the directory, which is made when it is missing. */
    public ChildProcesses(Path logDirectory) throws IOException {
        this.logDirectory = Files.createDirectories(logDirectory);
        Runtime.getRuntime().addShutdownHook(onExit);
    }

    /** Starts a child whose messages are only awaited. */
    public Child start(String name, Class<? extends ChildRole> role, String... arguments) throws IOException {
        return start(name, role, message -> {}, arguments);
    }

    /**
     * Starts a child.
     *
     * @param name used in messages and as the name of its log file
     * @param listener hears every message on the child's reader thread, before any {@code await} returns it; must not
     *     block
     */
    public Child start(String name, Class<? extends ChildRole> role, Consumer<Message> listener, String... arguments)
            throws IOException {
        return start(name, role, System.getProperty("java.class.path"), listener, arguments);
    }

    /** The same on our class path and, behind it, the libraries of another system. */
    public Child startWith(
            String libraries,
            String name,
            Class<? extends ChildRole> role,
            Consumer<Message> listener,
            String... arguments)
            throws IOException {
        String ours = System.getProperty("java.class.path");
        return start(name, role, ours + File.pathSeparator + libraries, listener, arguments);
    }

    private Child start(
            String name,
            Class<? extends ChildRole> role,
            String classPath,
            Consumer<Message> listener,
            String... arguments)
            throws IOException {
        Path logFile = logDirectory.resolve(name + ".log");
        Process process = new ProcessBuilder(command(role, classPath, arguments))
                .redirectError(Redirect.appendTo(logFile.toFile()))
                .start();
        Child child = new Child(name, process, logFile, listener);
        children.add(child);
        return child;
    }

    /** Ends every child that is still there, frozen ones too, and waits until they are gone. */
    @Override
    public void close() {
        children.forEach(Child::destroy);
        children.forEach(Child::awaitEnd);
        closed.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(onExit);
        } catch (IllegalStateException alreadyExiting) {
            // The hook is running or has run: it does what we have just done.
            return;
        }
    }

    /** The demo, which is interrupted at the same time, may close us; killing under its hands would look like a failure. */
    private void endAllUnlessClosed() {
        try {
            if (closed.await(EXIT_GRACE_SECONDS, TimeUnit.SECONDS)) {
                return;
            }
        } catch (InterruptedException now) {
            Thread.currentThread().interrupt();
        }
        children.forEach(Child::destroy);
    }

    private static List<String> command(Class<? extends ChildRole> role, String classPath, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(JVM_FLAGS);
        command.add("-cp");
        command.add(classPath);
        command.add(MAIN_CLASS);
        command.add(SUBCOMMAND);
        command.add(role.getName());
        command.addAll(List.of(arguments));
        return command;
    }
}
