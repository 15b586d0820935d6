package io.coordkit.cli.demo;

import io.coordkit.cli.demo.kafkarebalance.KafkaRebalanceDemo;
import io.coordkit.cli.demo.recipes.RecipesDemo;
import io.coordkit.cli.demo.rmfailover.RmFailoverDemo;
import io.coordkit.cli.demo.splitlog.SplitlogDemo;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The demos that there are, in the order in which {@code coord demo} runs them. */
public final class Demos {

    private Demos() {}

    /** The stories that are told when none is asked for. */
    public static List<Demo> stories() {
        return List.of(new RmFailoverDemo(), KafkaRebalanceDemo.withoutKafka(), new SplitlogDemo());
    }

    /** All of them. */
    public static List<Demo> all() {
        return Stream.concat(stories().stream(), Stream.of(RecipesDemo.all())).toList();
    }

    /** The one with the name. */
    public static Optional<Demo> named(String name) {
        return all().stream().filter(demo -> demo.name().equals(name)).findFirst();
    }
}
