package io.coordkit.cli.demo;

import io.coordkit.cli.demo.kafkarebalance.KafkaRebalanceDemo;
import io.coordkit.cli.demo.rmfailover.RmFailoverDemo;
import io.coordkit.cli.demo.splitlog.SplitlogDemo;
import java.util.List;
import java.util.Optional;

/** The demos that there are, in the order in which {@code coord demo} runs them. */
public final class Demos {

    private Demos() {}

    /** All of them. */
    public static List<Demo> all() {
        return List.of(new RmFailoverDemo(), new KafkaRebalanceDemo(), new SplitlogDemo());
    }

    /** The one with the name. */
    public static Optional<Demo> named(String name) {
        return all().stream().filter(demo -> demo.name().equals(name)).findFirst();
    }
}
