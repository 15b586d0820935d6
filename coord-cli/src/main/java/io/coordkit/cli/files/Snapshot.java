package io.coordkit.cli.files;

import io.coordkit.core.storage.DataDirectory;
import io.coordkit.core.storage.StateReader;
import io.coordkit.core.storage.StorageException;
import io.coordkit.core.tree.DataTree;
import io.coordkit.core.tree.TreeOptions;
import io.coordkit.core.tree.Znode;
import io.coordkit.core.wire.MalformedRecordException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.function.BiConsumer;

/**
 * The tree of one snapshot file, as it stands in the file.
 *
 * @param file its whole path
 * @param tree its content
 */
public record Snapshot(String file, DataTree tree) {

    /** Znodes with a time to live are what they are, whether a server would understand them or not. */
    static final TreeOptions OPTIONS = new TreeOptions(true, true, false, true, TreeOptions.DEFAULT.hashSeed());

    /** Reads a snapshot file, or the newest of a directory. */
    public static Snapshot read(Path path) throws FilesFailure {
        Place place = Place.ofSnapshot(path);
        return read(place, place.names().get(0));
    }

    static Snapshot read(Place place, String name) throws FilesFailure {
        String location = place.files().location(name);
        try {
            DataDirectory directory = Place.withCodec(place.files(), place.files());
            return new Snapshot(location, StateReader.snapshot(directory, name, OPTIONS));
        } catch (MalformedRecordException | StorageException damaged) {
            throw new FilesFailure(location + ": cannot be read: " + damaged.getMessage(), damaged);
        }
    }

    /** The znode at a path. */
    public Znode get(String path) throws FilesFailure {
        Znode node = tree.find(path);
        if (node == null) {
            throw new FilesFailure(file + ": there is no znode " + path);
        }
        return node;
    }

    /** Calls {@code visitor} with every znode from {@code top} on, parents first, children by name. */
    public void walk(String top, BiConsumer<String, Znode> visitor) {
        Deque<String> waiting = new ArrayDeque<>(List.of(top));
        while (!waiting.isEmpty()) {
            String path = waiting.pop();
            visitor.accept(path, Objects.requireNonNull(tree.find(path)));
            List<String> children = children(path);
            Collections.reverse(children);
            children.forEach(waiting::push);
        }
    }

    /** The paths of a znode's children, by name. */
    List<String> children(String path) {
        List<String> children = new ArrayList<>();
        String prefix = path.equals("/") ? "/" : path + "/";
        Objects.requireNonNull(tree.find(path)).forEachChild(name -> children.add(prefix + name));
        Collections.sort(children);
        return children;
    }
}
