package io.coordkit.cli.demo.sample;

import io.coordkit.cli.demo.children.ChildChannel;
import io.coordkit.cli.demo.children.ChildRole;
import io.coordkit.cli.demo.children.Message;
import java.util.List;
import java.util.Optional;

/** Says hello with its arguments, then answers each message by its own text, until the demo is over or says "fail". */
public final class EchoRole implements ChildRole {

    @Override
    public void run(ChildChannel channel, List<String> arguments) throws Exception {
        System.out.println("noise on standard output");
        channel.send(Message.of("hello").with("arguments", arguments));
        for (Optional<Message> next = channel.receive(); next.isPresent(); next = channel.receive()) {
            Message message = next.get();
            if (message.type().equals("fail")) {
                throw new IllegalStateException("told to fail");
            }
            channel.send(Message.of("echo").with("text", message.text("text")));
        }
    }
}
