package io.coordkit.statestore;

import java.util.List;
import java.util.Optional;

/** Reads of the znodes that make up a store, wherever they are kept. */
interface StoreTree {

    boolean exists(String path) throws StateStoreException;

    /** The names of a node's children, none if the node is absent. */
    List<String> children(String path) throws StateStoreException;

    /** The data of many nodes, in the same order. */
    List<NodeRead> data(List<String> paths) throws StateStoreException;

    /** The names of the children of many nodes, in the same order. */
    List<NodeRead> children(List<String> paths) throws StateStoreException;

    /** The data of a node; empty if the node is absent or has none, which the layout treats alike. */
    Optional<byte[]> data(String path) throws StateStoreException;
}
