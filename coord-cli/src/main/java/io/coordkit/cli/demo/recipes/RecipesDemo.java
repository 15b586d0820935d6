package io.coordkit.cli.demo.recipes;

import io.coordkit.cli.demo.Demo;
import io.coordkit.cli.demo.DemoContext;
import io.coordkit.cli.demo.verdict.Check;
import io.coordkit.cli.demo.verdict.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Every recipe of {@code docs/recipes.md}, or one of them, played by several clients. */
public final class RecipesDemo implements Demo {
    public static final String NAME = "recipes";

    private static final List<Scene> SCENES = Stream.of(
                    SettingScenes.all(), PresenceScenes.all(), TurnScenes.all(), MasterScenes.all())
            .flatMap(List::stream)
            .toList();

    private final List<Scene> scenes;

    private RecipesDemo(List<Scene> scenes) {
        this.scenes = scenes;
    }

    /** All recipes. */
    public static RecipesDemo all() {
        return new RecipesDemo(SCENES);
    }

    /** The recipe with this name. */
    public static Optional<RecipesDemo> only(String recipe) {
        return SCENES.stream()
                .filter(scene -> scene.name().equals(recipe))
                .findFirst()
                .map(scene -> new RecipesDemo(List.of(scene)));
    }

    /** What {@link #only} knows. */
    public static List<String> recipes() {
        return SCENES.stream().map(Scene::name).toList();
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String purpose() {
        return "settings, names, locks, masters, queues: each recipe of coordination";
    }

    @Override
    public Verdict run(DemoContext context) throws Exception {
        context.narrator()
                .say("Each recipe is played by clients with sessions of their own. A client that 'dies' here loses its "
                        + "session, and with it its ephemeral znodes.");
        List<Check> checks = new ArrayList<>();
        for (Scene scene : scenes) {
            context.narrator().step(scene.title(), () -> {
                try (Stage stage = new Stage(context)) {
                    Check check = scene.play().on(stage);
                    checks.add(check);
                    return check.name() + " (" + check.factsText() + ")";
                }
            });
        }
        return new Verdict(NAME, checks);
    }
}
