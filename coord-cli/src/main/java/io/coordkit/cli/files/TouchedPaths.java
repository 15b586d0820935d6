package io.coordkit.cli.files;

import io.coordkit.core.txn.Txn;
import java.util.List;

/** The znodes that a transaction makes, changes or removes. A multi's are those of its parts. */
final class TouchedPaths implements Txn.Visitor<List<String>> {

    private static final TouchedPaths INSTANCE = new TouchedPaths();

    private TouchedPaths() {}

    static List<String> of(Txn txn) {
        return txn.accept(INSTANCE);
    }

    @Override
    public List<String> onCreate(Txn.Create txn) {
        return List.of(txn.path());
    }

    @Override
    public List<String> onDelete(Txn.Delete txn) {
        return List.of(txn.path());
    }

    @Override
    public List<String> onSetData(Txn.SetData txn) {
        return List.of(txn.path());
    }

    @Override
    public List<String> onSetAcl(Txn.SetAcl txn) {
        return List.of(txn.path());
    }

    @Override
    public List<String> onCheck(Txn.Check txn) {
        return List.of();
    }

    @Override
    public List<String> onMulti(Txn.Multi txn) {
        return txn.parts().stream().flatMap(part -> of(part).stream()).toList();
    }

    @Override
    public List<String> onCreateSession(Txn.CreateSession txn) {
        return List.of();
    }

    /** Its ephemerals go with it. */
    @Override
    public List<String> onCloseSession(Txn.CloseSession txn) {
        return txn.paths();
    }

    @Override
    public List<String> onError(Txn.Failed txn) {
        return List.of();
    }
}
