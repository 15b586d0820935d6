package io.coordkit.cli.demo.sample;

import io.coordkit.cli.demo.children.ChildChannel;
import io.coordkit.cli.demo.children.ChildRole;
import io.coordkit.cli.demo.children.Message;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** Says hello and then neither listens nor ends. */
public final class DeafRole implements ChildRole {

    @Override
    public void run(ChildChannel channel, List<String> arguments) throws Exception {
        channel.send(Message.of("hello"));
        new CountDownLatch(1).await();
    }
}
