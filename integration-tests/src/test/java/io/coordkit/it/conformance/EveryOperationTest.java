package io.coordkit.it.conformance;

import static io.coordkit.it.conformance.Duel.same;

import io.coordkit.it.conformance.Side.House;
import io.coordkit.it.raw.JuteOut;
import io.coordkit.it.raw.JuteOut.Acl;
import io.coordkit.it.raw.Op;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every operation, alone and in a multi, by clients of every kind of identity on znodes with every kind of list, in an order that a
 * seed decides. One request at a time: {@link RandomTest} is for those that overlap.
 */
class EveryOperationTest {

    private static final int STEPS = 500;
    private static final int ORDINARY_SEEDS = 12;

    static IntStream seeds() {
        return IntStream.rangeClosed(1, Integer.getInteger("coord.it.seeds", ORDINARY_SEEDS));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void withTimesToLiveAndQuotas(int seed) throws IOException {
        same("every-operation-" + seed, s -> new Player(s, new Random(seed)).play());
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void asTheServerComes(int seed) throws IOException {
        same(House.PLAIN, "every-operation-plain-" + seed, s -> new Player(s, new Random(-seed)).play());
    }

    private static final class Player {
        private static final List<String> NAMES = List.of("a", "b", "c", "s0000000000", "s0000000001");
        private static final List<String> ODD = List.of("", "/", "~/", "~//a", "~/a/", "none", "~/.", "~/\u0001", "~");
        private static final List<String> USERS = List.of("u:p", "v:p");
        private static final String QUOTA = "/zookeeper/quota";

        private final Stage stage;
        private final Random random;
        private final List<Actor> actors = new ArrayList<>();

        /** Those with several identities of their own: in a list of "auth" these have no order that means anything. */
        private final Set<Actor> plural = new HashSet<>();

        private boolean isPlural;
        private int newcomers;

        Player(Stage stage, Random random) {
            this.stage = stage;
            this.random = random;
        }

        void play() throws IOException {
            actors.add(stage.connect("nobody"));
            actors.add(stage.connect("u").auth("digest", "u:p"));
            actors.add(stage.connect("v").auth("digest", "v:p").auth("ip", ""));
            Actor both = stage.connect("both").auth("digest", "u:p").auth("digest", "v:p");
            actors.add(both);
            plural.add(both);
            actors.add(stage.connect("root").auth("digest", Side.SUPER));
            quota();
            for (int i = 0; i < STEPS; i++) {
                int who = random.nextInt(actors.size());
                if (random.nextInt(60) == 0) {
                    replace(who);
                } else {
                    step(actors.get(who));
                }
            }
        }

        private void quota() throws IOException {
            String quota = QUOTA + stage.absolute("~");
            actors.get(0)
                    .create(quota, "", 0)
                    .create(quota + "/zookeeper_limits", "count=30,bytes=20=;byteHardLimit=40;countHardLimit=25", 0)
                    .create(quota + "/zookeeper_stats", "", 0);
        }

        private void replace(int who) throws IOException {
            actors.get(who).close();
            Actor next = stage.connect("n" + newcomers++);
            actors.set(who, random.nextBoolean() ? next : next.auth("digest", pick(USERS)));
        }

        private void step(Actor actor) throws IOException {
            isPlural = plural.contains(actor);
            switch (random.nextInt(26)) {
                case 0 -> actor.create(path(), data(), flags(), acl());
                case 1, 2 -> actor.create(path(), data(), random.nextInt(4), acl());
                case 3 -> actor.create2(path(), data(), flags(), acl());
                case 4 -> actor.create2(path(), data(), random.nextInt(4), acl());
                case 5 -> actor.container(path());
                case 6 ->
                    actor.createTtl(path(), 4 + random.nextInt(3), random.nextInt(3) - 1 + random.nextInt(100_000));
                case 7, 8 -> actor.delete(path(), version());
                case 9, 10 -> actor.set(path(), data(), version());
                case 11, 12 -> actor.setAcl(path(), version(), acl());
                case 13 -> actor.exists(path(), random.nextBoolean());
                case 14 -> actor.get(path(), random.nextBoolean());
                case 15 -> actor.children(path(), random.nextBoolean());
                case 16 -> actor.children2(path(), random.nextBoolean());
                case 17 -> actor.getAcl(path());
                case 18, 19, 20 -> actor.multi(parts());
                case 21 -> actor.multiRead(reads());
                case 22 -> watches(actor);
                case 23 -> actor.sync(path()).ephemerals(path());
                case 24 -> count(actor, path());
                default -> rest(actor);
            }
        }

        /** The path "" is counted differently on purpose, see {@link DeviationsTest}. */
        private static void count(Actor actor, String path) throws IOException {
            if (!path.isEmpty()) {
                actor.allChildrenNumber(path);
            }
        }

        private void watches(Actor actor) throws IOException {
            switch (random.nextInt(6)) {
                case 0 -> actor.addWatch(path(), random.nextInt(3));
                case 1 -> actor.checkWatches(path(), random.nextInt(7));
                case 2 -> actor.removeWatches(path(), random.nextInt(7));
                case 3 -> actor.setWatches(random.nextInt(STEPS), paths(), paths(), paths());
                default -> actor.setWatches(random.nextInt(STEPS), paths(), paths(), paths(), paths(), paths());
            }
        }

        private void rest(Actor actor) throws IOException {
            switch (random.nextInt(4)) {
                case 0 -> actor.whoAmI();
                case 1 -> actor.get(QUOTA + stage.absolute("~") + "/zookeeper_stats", false);
                case 2 -> plural.add(actor.auth("digest", pick(USERS)));
                default -> actor.call("reconfig", Op.RECONFIG, reconfig());
            }
        }

        private static JuteOut reconfig() {
            return new JuteOut().putString("").putString("").putString("").putLong(-1);
        }

        private Part[] parts() {
            return IntStream.range(0, random.nextInt(5)).mapToObj(i -> part()).toArray(Part[]::new);
        }

        private Part part() {
            return switch (random.nextInt(9)) {
                case 0, 1 -> Part.create(path(), data(), random.nextInt(4), acl());
                case 2 -> Part.create2(path(), data(), random.nextInt(4));
                case 3 -> Part.container(path());
                case 4 -> Part.createTtl(path(), 1 + random.nextInt(100_000));
                case 5 -> Part.delete(path(), version());
                case 6 -> Part.set(path(), data(), version());
                default -> Part.check(path(), version());
            };
        }

        private Part[] reads() {
            return IntStream.range(0, random.nextInt(4))
                    .mapToObj(i -> random.nextBoolean() ? Part.get(path()) : Part.children(path()))
                    .toArray(Part[]::new);
        }

        private String path() {
            if (random.nextInt(25) == 0) {
                return pick(ODD);
            }
            var path = new StringBuilder("~");
            int depth = 1 + random.nextInt(3);
            for (int i = 0; i < depth; i++) {
                path.append('/').append(pick(NAMES));
            }
            return path.toString();
        }

        private List<String> paths() {
            return IntStream.range(0, random.nextInt(3)).mapToObj(i -> path()).toList();
        }

        /** Two in three lists are open, so that there is something to do. */
        private Acl[] acl() {
            if (random.nextInt(3) != 0) {
                return new Acl[] {Acl.OPEN};
            }
            return IntStream.range(0, 1 + random.nextInt(3))
                    .mapToObj(i -> entry())
                    .toArray(Acl[]::new);
        }

        private Acl entry() {
            int perms = random.nextInt(3) == 0 ? 31 : random.nextInt(32);
            String user = pick(USERS);
            return switch (random.nextInt(9)) {
                case 0 -> new Acl(perms, "world", "anyone");
                case 1, 2 -> new Acl(perms, "digest", user.substring(0, 2) + Side.digest(user));
                case 3 -> isPlural ? Acl.OPEN : new Acl(perms, "auth", "");
                case 4 -> new Acl(perms, "ip", "127.0.0.1");
                case 5 -> new Acl(perms, "ip", "127.0.0.0/8");
                case 6 -> new Acl(perms, "ip", "10.0.0.0/8");
                case 7 -> new Acl(perms, "digest", "someone:else");
                default -> new Acl(perms, pick(List.of("nonsense", "super", "world")), "x");
            };
        }

        private int flags() {
            return random.nextInt(9) - 1;
        }

        private int version() {
            return random.nextInt(3) == 0 ? random.nextInt(3) : -1;
        }

        private @Nullable String data() {
            return random.nextInt(4) == 0 ? null : "d".repeat(random.nextInt(4));
        }

        private <T> T pick(List<T> list) {
            return list.get(random.nextInt(list.size()));
        }
    }
}
