package io.coordkit.cli.demo.kafkarebalance;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** Runs on the class path of Kafka and knows nothing else: a broker that ends with its input, so at the latest with the demo. */
public final class KafkaMain {

    private static final int GRACE_SECONDS = 30;

    private KafkaMain() {}

    /** Takes the file of the broker's properties. */
    public static void main(String[] arguments) throws IOException {
        Thread broker = new Thread(() -> start(arguments), "broker");
        broker.setDaemon(true);
        broker.start();
        while (System.in.read() >= 0) {
            continue;
        }
        Thread atLast = new Thread(KafkaMain::endSoon, "at-last");
        atLast.setDaemon(true);
        atLast.start();
        System.exit(0); // Kafka's shutdown hook hands the partitions over
    }

    private static void start(String[] arguments) {
        try {
            Class.forName("kafka.Kafka").getMethod("main", String[].class).invoke(null, (Object) arguments);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Kafka does not start", e);
        }
    }

    private static void endSoon() {
        try {
            TimeUnit.SECONDS.sleep(GRACE_SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(1);
    }
}
