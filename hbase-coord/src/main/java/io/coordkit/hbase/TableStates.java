package io.coordkit.hbase;

import io.coordkit.hbase.codec.TableState;
import io.coordkit.hbase.codec.UnreadableValueException;
import io.coordkit.hbase.paths.HBasePaths;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.curator.framework.CuratorFramework;

/**
 * Whether each table is served. In HBase 1.x this is where the truth is; a 2.x master keeps it in {@code hbase:meta}, takes over what it finds here at its
 * first start, and writes a copy for older clients ({@code hbase.mirror.table.state.to.zookeeper}). Thread-safe; each method asks
 * the server. Source: {@code ZKTableStateManager} of 1.7, {@code MirroringTableStateManager} of 2.6.
 */
public final class TableStates {
    private final HBasePaths paths;
    private final Nodes nodes;

    /** @param client started and closed by the caller */
    public TableStates(CuratorFramework client, HBasePaths paths) {
        this.paths = paths;
        this.nodes = new Nodes(client, "table-states");
    }

    /**
     * A table's state; empty when nobody has said any.
     *
     * @param table its full name, such as {@code ns:t}
     * @throws UnreadableValueException when the node holds no state; its path is in the message
     */
    public Optional<TableState> of(String table) throws CoordinationException, UnreadableValueException {
        return nodes.read(paths.table(table), TableState::parse);
    }

    /**
     * All tables that have a state.
     *
     * @throws UnreadableValueException when one of them holds none; its path is in the message
     */
    public SortedMap<String, TableState> all() throws CoordinationException, UnreadableValueException {
        SortedMap<String, TableState> states = new TreeMap<>();
        for (String table : nodes.children(paths.tables())) {
            of(table).ifPresent(state -> states.put(table, state));
        }
        return states;
    }

    /** Says a table's state, whatever it was; for the active master. */
    public void put(String table, TableState state) throws CoordinationException {
        nodes.put(paths.table(table), state.toBytes());
    }

    /**
     * Moves a table from one of some states to another. HBase compares and writes in two steps, which only its master's lock keeps
     * together; here the write goes to the version that was read.
     *
     * @return false when it has another state, or none
     * @throws UnreadableValueException when the node holds no state; it is left alone, and its path is in the message
     */
    public boolean move(String table, Set<TableState> from, TableState to)
            throws CoordinationException, UnreadableValueException {
        String path = paths.table(table);
        while (true) {
            Optional<Nodes.Node> node = nodes.read(path);
            if (node.isEmpty() || !from.contains(Nodes.parse(path, node.get(), TableState::parse))) {
                return false;
            }
            if (nodes.write(path, node.get().stat().getVersion(), to.toBytes())) {
                return true;
            }
        }
    }

    /** Forgets a table that was deleted; false when it was forgotten before. */
    public boolean remove(String table) throws CoordinationException {
        return nodes.delete(paths.table(table));
    }
}
