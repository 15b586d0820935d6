package io.coordkit.it.conformance;

import static org.assertj.core.api.Assertions.fail;

import io.coordkit.it.conformance.Side.House;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Plays a script on both servers and compares what was heard. */
final class Duel {

    private static final Path TRANSCRIPTS = Path.of("target", "transcripts");

    /** What happens on a stage. */
    @FunctionalInterface
    interface Script {
        void play(Stage stage) throws IOException;
    }

    private Duel() {}

    /** Both servers must say the same; {@code name} is the scenario's root in the tree and the name of its transcripts. */
    static void same(String name, Script script) throws IOException {
        same(House.FULL, name, script);
    }

    static void same(House house, String name, Script script) throws IOException {
        Transcript reference = play(Side.REFERENCE, house, name, script);
        Transcript subject = play(Side.SUBJECT, house, name, script);
        String difference = reference.differenceTo(subject);
        if (!difference.isEmpty()) {
            fail("scenario %s: - reference, + %s%n%s", name, Side.SUBJECT, difference);
        }
    }

    /** One performance; its transcript is kept in {@code target/transcripts} as well. */
    static Transcript play(Side side, House house, String name, Script script) throws IOException {
        try (Stage stage = new Stage(side.server(house).port(), name)) {
            try {
                script.play(stage);
            } finally {
                Files.createDirectories(TRANSCRIPTS);
                Files.write(
                        TRANSCRIPTS.resolve(name + "." + side + ".txt"),
                        stage.transcript().lines());
            }
            return stage.transcript();
        }
    }
}
