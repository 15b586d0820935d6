package io.coordkit.it.conformance;

import static io.coordkit.it.conformance.Duel.same;

import io.coordkit.it.raw.JuteOut.Acl;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random operations over a small name space by two clients; every reply and event must be the same on both servers. */
class RandomTest {

    private static final int STEPS = 400;

    private static final String QUOTA = "/zookeeper/quota";

    /** Kinds of steps; the last is setACL. */
    private static final int KINDS = 22;

    private static final int WITHOUT_SET_ACL = KINDS - 1;
    private static final List<String> NAMES = List.of("a", "b", "s0000000000", "s0000000001", "s0000000002");
    private static final List<Acl> ACLS = List.of(
            Acl.OPEN,
            Acl.OPEN,
            Acl.OPEN,
            new Acl(1, "world", "anyone"),
            new Acl(31, "auth", ""),
            new Acl(15, "ip", "127.0.0.1"),
            new Acl(31, "digest", "u:" + Side.digest("u:p")));

    @ParameterizedTest
    @ValueSource(longs = {101, 102, 103, 104, 105, 106})
    void theUseOfQuotasToo(long seed) throws IOException {
        same("random-quota-" + seed, s -> {
            String inner = s.absolute("~/a");
            Actor keeper = s.connect("keeper");
            for (String path : List.of("", s.absolute("~"), s.absolute("~") + "/b", inner, inner + "/b")) {
                keeper.create(QUOTA + path, "", 0);
            }
            for (String path : List.of(s.absolute("~"), inner, inner + "/b")) {
                keeper.create(QUOTA + path + "/zookeeper_limits", "count=5,bytes=7", 0)
                        .create(QUOTA + path + "/zookeeper_stats", "", 0);
            }
            var player = new Player(s, new Random(seed));
            player.cast();
            for (int round = 0; round < 20; round++) {
                player.play(STEPS / 20);
                for (String path : List.of(s.absolute("~"), inner, inner + "/b")) {
                    keeper.get(QUOTA + path + "/zookeeper_stats", false);
                }
            }
        });
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24})
    void bothServersAgree(long seed) throws IOException {
        same("random-" + seed, s -> new Player(s, new Random(seed)).playAll());
    }

    private static final class Player {
        private final Stage stage;
        private final Random random;
        private final List<Actor> actors = new ArrayList<>();
        private int reconnects;

        Player(Stage stage, Random random) {
            this.stage = stage;
            this.random = random;
        }

        void playAll() throws IOException {
            cast();
            play(STEPS);
        }

        void cast() throws IOException {
            actors.add(stage.connect("a"));
            actors.add(stage.connect("b").auth("digest", "u:p"));
        }

        void play(int steps) throws IOException {
            for (int i = 0; i < steps; i++) {
                int who = random.nextInt(actors.size());
                switch (random.nextInt(60)) {
                    case 0 -> replace(who);
                    case 1, 2 -> burst(actors.get(who));
                    default -> step(actors.get(who), random.nextInt(KINDS));
                }
            }
        }

        /**
         * Many requests under way at once: each must see the effects of those before it, applied or not. Without setACL:
         * the reference forgets it while it is pending, so that what it answers to the next request is a matter of luck.
         */
        private void burst(Actor actor) throws IOException {
            actor.inOneBreath(() -> {
                int length = 2 + random.nextInt(40);
                for (int i = 0; i < length; i++) {
                    step(actor, random.nextInt(WITHOUT_SET_ACL));
                }
            });
        }

        private void replace(int who) throws IOException {
            Actor actor = actors.get(who);
            if (random.nextBoolean()) {
                actor.close();
                actors.set(who, stage.connect("n" + reconnects++));
            } else {
                actor.disconnect();
                actors.set(
                        who,
                        stage.connect("r" + reconnects++, Stage.Greeting.resume(actor.granted()))
                                .orElseThrow());
            }
        }

        private String path() {
            var path = new StringBuilder("~");
            int depth = 1 + random.nextInt(3);
            for (int i = 0; i < depth; i++) {
                path.append('/').append(NAMES.get(random.nextInt(NAMES.size())));
            }
            return path.toString();
        }

        private String parent() {
            String path = path();
            return path.substring(0, path.lastIndexOf('/'));
        }

        private Acl acl() {
            return ACLS.get(random.nextInt(ACLS.size()));
        }

        private int version() {
            return random.nextInt(4) - 1;
        }

        private String data() {
            return "d".repeat(random.nextInt(4));
        }

        private void step(Actor actor, int kind) throws IOException {
            switch (kind) {
                case 0, 1, 2 -> actor.create(path(), data(), random.nextInt(2), acl());
                case 3 -> actor.create2(path(), null, 0, acl());
                case 4, 5 -> actor.create2(parent() + "/s", data(), 2 + random.nextInt(2), acl());
                case 6 -> actor.container(path());
                case 7, 8 -> actor.delete(path(), version());
                case 9, 10 -> actor.set(path(), data(), version());
                case 11 -> actor.multi(parts());
                case 12 -> actor.exists(path(), random.nextBoolean());
                case 13 -> actor.get(path(), random.nextBoolean());
                case 14 -> actor.children2(parent(), random.nextBoolean());
                case 15 -> actor.getAcl(path());
                case 16 -> actor.addWatch(parent(), random.nextInt(2));
                case 17 -> actor.removeWatches(path(), 1 + random.nextInt(5));
                case 18 -> actor.setWatches(random.nextInt(STEPS), List.of(path()), List.of(path()), List.of(parent()));
                case 19 -> actor.ephemerals(parent()).allChildrenNumber(parent());
                case 20 -> actor.multi(parts());
                default -> actor.setAcl(path(), version(), acl());
            }
        }

        private Part[] parts() {
            return random.ints(1 + random.nextInt(4), 0, 6).mapToObj(this::part).toArray(Part[]::new);
        }

        private Part part(int kind) {
            return switch (kind) {
                case 0 -> Part.create(path(), data(), random.nextInt(2), acl());
                case 1 -> Part.create2(parent() + "/s", data(), 2 + random.nextInt(2));
                case 2 -> Part.delete(path(), -1);
                case 3 -> Part.set(path(), data(), version());
                case 4 -> Part.check(parent(), -1);
                default -> Part.create(path(), null, 0);
            };
        }
    }
}
