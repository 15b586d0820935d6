package io.coordkit.cli.demo.kafkarebalance;

import io.coordkit.cli.demo.children.ChildChannel;
import io.coordkit.cli.demo.children.ChildRole;
import io.coordkit.cli.demo.children.Message;
import java.util.List;
import java.util.Optional;
import org.apache.curator.framework.CuratorFramework;

/** A process with one {@link Consumer}. Arguments: connect string, name, and where Kafka is if the records are real. */
public final class ConsumerRole implements ChildRole {

    /** It is a member and did its first rebalance; its session timeout in milliseconds is {@link #SESSION_MILLIS}. */
    static final String JOINED = "joined";

    static final String SESSION_MILLIS = "sessionMillis";

    @Override
    public void run(ChildChannel channel, List<String> arguments) throws Exception {
        boolean real = arguments.size() > 2;
        try (CuratorFramework client = Sessions.open(arguments.get(0));
                Records records = real ? new KafkaRecords(arguments.get(2)) : new CountedRecords();
                Consumer consumer = new Consumer(client, arguments.get(1), records, channel)) {
            consumer.start();
            channel.send(Message.of(JOINED)
                    .with(SESSION_MILLIS, Sessions.timeout(client).toMillis()));
            Optional<Message> next = channel.receive();
            while (next.isPresent()) {
                next = channel.receive();
            }
        }
    }
}
