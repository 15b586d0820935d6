package io.coordkit.cli.demo.children;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** The child's side: makes the role, gives it its channel, and never outlives the demo. */
public final class ChildMain {

    private static final long GRACE_SECONDS = 5;

    private ChildMain() {}

    /**
     * Plays a role on the standard streams of this process; returns when it is done.
     *
     * @param roleClass the name of a class that implements {@link ChildRole}
     * @throws IllegalArgumentException when it names no such class
     */
    public static void play(String roleClass, List<String> arguments) throws Exception {
        ChildRole role = make(roleClass);
        PrintStream toDemo = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        System.setOut(System.err);
        StreamChannel channel = new StreamChannel(System.in, toDemo);
        role.run(channel, arguments);
    }

    private static ChildRole make(String roleClass) throws ReflectiveOperationException {
        try {
            return Class.forName(roleClass)
                    .asSubclass(ChildRole.class)
                    .getConstructor()
                    .newInstance();
        } catch (ClassNotFoundException | ClassCastException | NoSuchMethodException unknown) {
            throw new IllegalArgumentException(roleClass + " is no child role", unknown);
        }
    }

    private static final class StreamChannel implements ChildChannel {

        private final PrintStream toDemo;
        private final BlockingQueue<Optional<Message>> inbox = new LinkedBlockingQueue<>();

        StreamChannel(InputStream fromDemo, PrintStream toDemo) {
            this.toDemo = toDemo;
            Thread reader = new Thread(() -> read(fromDemo), "coord-child-reader");
            reader.setDaemon(true);
            reader.start();
        }

        @Override
        public void send(Message message) {
            toDemo.println(message.toLine());
        }

        @Override
        public Optional<Message> receive() throws InterruptedException {
            Optional<Message> next = inbox.take();
            if (next.isEmpty()) {
                inbox.add(next);
            }
            return next;
        }

        private void read(InputStream fromDemo) {
            try (BufferedReader lines = new BufferedReader(new InputStreamReader(fromDemo, StandardCharsets.UTF_8))) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    inbox.add(Optional.of(Message.parse(line)));
                }
            } catch (IOException broken) {
                System.err.println("channel to the demo broke: " + broken.getMessage());
            }
            inbox.add(Optional.empty());
            endSoon();
        }

        /** The demo closes its end or dies: either way nobody is left to end a role that hangs. */
        private static void endSoon() {
            try {
                TimeUnit.SECONDS.sleep(GRACE_SECONDS);
            } catch (InterruptedException now) {
                Thread.currentThread().interrupt();
            }
            Runtime.getRuntime().halt(1);
        }
    }
}
