package io.coordkit.core.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.coordkit.core.stats.ServerStats;
import io.coordkit.core.wire.Acl;
import io.coordkit.core.wire.EventType;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The table against a plain set of (watcher, path, table, mode). */
class WatchTableTest {
    private static final String[] PATHS = {"/", "/a", "/b", "/a/a", "/a/b", "/a/b/c"};
    private static final int WATCHERS = 4;

    private record Entry(int watcher, String path, boolean onData, WatcherMode mode) {}

    @Test
    void behavesLikeASetOfRegistrations() {
        for (long seed = 1; seed <= 60; seed++) {
            new Run(seed).run(400);
        }
    }

    private static final class Run {
        private final Random random;
        private final long seed;
        private final WatchTable table = new WatchTable(new ServerStats());
        private final Watcher[] watchers = new Watcher[WATCHERS];
        private final Set<Entry> model = new LinkedHashSet<>();
        private final List<String> heard = new ArrayList<>();
        private List<String> expected = new ArrayList<>();

        Run(long seed) {
            this.seed = seed;
            random = new Random(seed);
            for (int i = 0; i < WATCHERS; i++) {
                int number = i;
                watchers[i] = new Watcher((type, path, acl, zxid) -> heard.add(number + " " + type + " " + path));
            }
        }

        void run(int steps) {
            for (int i = 0; i < steps; i++) {
                int watcher = random.nextInt(WATCHERS);
                String path = PATHS[random.nextInt(PATHS.length)];
                step(watcher, path);
                assertThat(new TreeSet<>(heard)).as("seed %d step %d", seed, i).isEqualTo(new TreeSet<>(expected));
                assertThat(heard).hasSameSizeAs(expected);
                heard.clear();
                expected = new ArrayList<>();
                assertThat(table.watchCount()).as("seed %d step %d", seed, i).isEqualTo(model.size());
                for (WatchKind kind : WatchKind.values()) {
                    assertThat(table.contains(path, watchers[watcher], kind))
                            .as("seed %d step %d %s", seed, i, kind)
                            .isEqualTo(model.stream().anyMatch(entry -> isOf(entry, watcher, path, kind)));
                }
            }
        }

        private void step(int watcher, String path) {
            switch (random.nextInt(10)) {
                case 0, 1 -> {
                    table.watchData(path, watchers[watcher]);
                    model.add(new Entry(watcher, path, true, WatcherMode.STANDARD));
                }
                case 2 -> {
                    table.watchChildren(path, watchers[watcher]);
                    model.add(new Entry(watcher, path, false, WatcherMode.STANDARD));
                }
                case 3 -> {
                    table.watchPersistently(path, watchers[watcher], false);
                    model.add(new Entry(watcher, path, true, WatcherMode.PERSISTENT));
                    model.add(new Entry(watcher, path, false, WatcherMode.PERSISTENT));
                }
                case 4 -> {
                    table.watchPersistently(path, watchers[watcher], true);
                    model.add(new Entry(watcher, path, true, WatcherMode.PERSISTENT_RECURSIVE));
                }
                case 5 -> {
                    WatchKind kind = WatchKind.of(1 + random.nextInt(5));
                    table.remove(path, watchers[watcher], kind);
                    model.removeIf(entry -> isOf(entry, watcher, path, kind));
                }
                case 6 -> {
                    if (random.nextInt(5) == 0) {
                        table.removeAll(watchers[watcher]);
                        model.removeIf(entry -> entry.watcher() == watcher);
                    }
                }
                default -> change(path);
            }
        }

        private void change(String path) {
            int kind = path.equals("/") ? 0 : random.nextInt(3);
            if (kind == 0) {
                table.onDataChanged(path, 0, Acl.OPEN, 1);
                trigger(true, EventType.NODE_DATA_CHANGED, path, new TreeSet<>());
            } else if (kind == 1) {
                table.onCreated(path, 0, Acl.OPEN, Acl.OPEN, 1);
                trigger(true, EventType.NODE_CREATED, path, new TreeSet<>());
            } else {
                table.onDeleted(path, Acl.OPEN, Acl.OPEN, 1);
                Set<Integer> told = new TreeSet<>();
                trigger(true, EventType.NODE_DELETED, path, told);
                trigger(false, EventType.NODE_DELETED, path, told);
            }
            if (kind != 0) {
                trigger(false, EventType.NODE_CHILDREN_CHANGED, parent(path), new TreeSet<>());
            }
        }

        private void trigger(boolean onData, EventType type, String path, Set<Integer> told) {
            for (Entry entry : List.copyOf(model)) {
                boolean exact = entry.path().equals(path);
                boolean recursive = entry.mode() == WatcherMode.PERSISTENT_RECURSIVE;
                boolean above = recursive && (entry.path().equals("/") || path.startsWith(entry.path() + "/"));
                if (entry.onData() == onData && (exact || above) && told.add(entry.watcher())) {
                    expected.add(entry.watcher() + " " + type + " " + path);
                }
                if (entry.onData() == onData && exact && entry.mode() == WatcherMode.STANDARD) {
                    model.remove(entry);
                }
            }
        }

        private static boolean isOf(Entry entry, int watcher, String path, WatchKind kind) {
            return entry.watcher() == watcher
                    && entry.path().equals(path)
                    && switch (kind) {
                        case CHILDREN -> !entry.onData() && entry.mode() == WatcherMode.STANDARD;
                        case DATA -> entry.onData() && entry.mode() == WatcherMode.STANDARD;
                        case ANY -> true;
                        case PERSISTENT -> entry.mode() == WatcherMode.PERSISTENT;
                        case PERSISTENT_RECURSIVE -> entry.mode() == WatcherMode.PERSISTENT_RECURSIVE;
                    };
        }

        private static String parent(String path) {
            int slash = path.lastIndexOf('/');
            return slash <= 0 ? "/" : path.substring(0, slash);
        }
    }
}
