package io.coordkit.cli.demo.rmfailover;

import io.coordkit.cli.demo.children.ChildChannel;
import io.coordkit.cli.demo.children.ChildRole;
import io.coordkit.cli.demo.children.Message;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The process of one resource manager: does what the demo, its client, asks for.
 *
 * <p>Arguments: name, connect string, session timeout in milliseconds, cluster timestamp.
 */
public final class RmRole implements ChildRole {

    @Override
    public void run(ChildChannel channel, List<String> arguments) throws Exception {
        Duration session = Duration.ofMillis(Long.parseLong(arguments.get(2)));
        Workload workload = new Workload(Long.parseLong(arguments.get(3)));
        try (ResourceManager manager =
                new ResourceManager(arguments.get(0), channel, workload, arguments.get(1), session)) {
            channel.send(Message.of(Word.READY));
            for (Optional<Message> next = channel.receive(); next.isPresent(); next = channel.receive()) {
                serve(manager, channel, next.get());
            }
        }
    }

    private static void serve(ResourceManager manager, ChildChannel channel, Message request)
            throws InterruptedException {
        if (request.type().equals(Word.JOIN)) {
            manager.join();
            return;
        }
        int number = Math.toIntExact(request.number(Word.NUMBER));
        Optional<Reign> reign = manager.reign();
        if (reign.isEmpty()) {
            channel.send(Message.of(Word.NOT_ACTIVE).with(Word.NUMBER, number));
            return;
        }
        if (request.type().equals(Word.HOLD)) {
            // Between looking whether we are active and writing: here the demo freezes us.
            channel.send(Message.of(Word.HOLDING).with(Word.NUMBER, number));
            if (channel.receive().isEmpty()) {
                return;
            }
        }
        manager.store(reign.get(), number);
    }
}
