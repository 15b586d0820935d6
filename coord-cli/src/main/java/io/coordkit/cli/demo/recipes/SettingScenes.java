package io.coordkit.cli.demo.recipes;

import static io.coordkit.cli.demo.recipes.Stage.PATIENCE;

import io.coordkit.cli.demo.verdict.Check;
import io.coordkit.recipes.Configuration;
import io.coordkit.recipes.DomainNames;
import io.coordkit.recipes.Endpoint;
import io.coordkit.recipes.UniqueNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Future;

/** What is written once and known by all: settings, names, addresses. */
final class SettingScenes {
    private static final int MACHINES = 5;
    private static final int NAMES_EACH = 20;

    private SettingScenes() {}

    static List<Scene> all() {
        return List.of(
                new Scene(
                        "configuration",
                        "A setting in /APP1/db/pool reaches five machines",
                        SettingScenes::configuration),
                new Scene("names", "Four clients take names at once", SettingScenes::names),
                new Scene("dns", "A domain moves, and its application hears of it", SettingScenes::dns));
    }

    private static Check configuration(Stage stage) throws Exception {
        Configuration console = new Configuration(stage.client(), "/APP1");
        console.publish("db/pool", "10");
        List<Configuration> machines = new ArrayList<>();
        for (int i = 0; i < MACHINES; i++) {
            machines.add(stage.prop(new Configuration(stage.client(), "/APP1")).start(PATIENCE));
        }
        for (int size = 11; size <= 30; size++) {
            console.publish("db/pool", Integer.toString(size));
        }
        stage.await("all machines have the last setting", () -> machines.stream()
                .allMatch(machine -> value(machine).equals("30")));
        return Check.equal(
                "every machine has the last of twenty settings",
                List.of("30", "30", "30", "30", "30"),
                machines.stream().map(SettingScenes::value).toList());
    }

    private static String value(Configuration machine) {
        return machine.get("db/pool").orElse("none");
    }

    private static Check names(Stage stage) throws Exception {
        List<Future<List<String>>> clients = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            UniqueNames source = new UniqueNames(stage.client(), "/jobs");
            clients.add(stage.meanwhile(() -> {
                List<String> own = new ArrayList<>();
                for (int n = 0; n < NAMES_EACH; n++) {
                    own.add(source.next("mail"));
                }
                return own;
            }));
        }
        Set<String> names = new TreeSet<>();
        for (Future<List<String>> client : clients) {
            names.addAll(client.get());
        }
        return Check.equal("no two clients got the same name", 4 * NAMES_EACH, names.size());
    }

    private static Check dns(Stage stage) throws Exception {
        DomainNames operator = new DomainNames(stage.client(), "/dns");
        operator.register("shop.example.org", new Endpoint("10.0.0.1", 8080));
        DomainNames application =
                stage.prop(new DomainNames(stage.client(), "/dns")).start(PATIENCE);
        Optional<Endpoint> first = application.resolve("shop.example.org");
        operator.register("shop.example.org", new Endpoint("10.0.0.2", 8080));
        stage.await(
                "the move is pushed",
                () -> !application.resolve("shop.example.org").equals(first));
        return Check.equal(
                "the application knows both places in turn",
                List.of("10.0.0.1:8080", "10.0.0.2:8080"),
                List.of(first, application.resolve("shop.example.org")).stream()
                        .map(place -> place.map(Endpoint::toString).orElse("none"))
                        .toList());
    }
}
