package io.coordkit.cli.files;

import io.coordkit.cli.json.Json;
import io.coordkit.core.txn.Txn;
import io.coordkit.core.wire.Acl;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A transaction as the fields of a JSON object. */
final class TxnFields implements Txn.Visitor<Map<String, Object>> {

    private final Map<String, Object> fields = new LinkedHashMap<>();

    private TxnFields() {}

    static Map<String, Object> of(Txn txn) {
        TxnFields visitor = new TxnFields();
        visitor.fields.put("type", TxnNames.of(txn));
        return txn.accept(visitor);
    }

    @Override
    public Map<String, Object> onCreate(Txn.Create txn) {
        fields.put("path", txn.path());
        data(txn.data());
        fields.put("acl", acl(txn.acl()));
        fields.put("ephemeral", txn.ephemeral());
        fields.put("parentCversion", txn.parentCversion());
        if (txn.ttlMs() > 0) {
            fields.put("ttlMs", txn.ttlMs());
        }
        return fields;
    }

    @Override
    public Map<String, Object> onDelete(Txn.Delete txn) {
        fields.put("path", txn.path());
        return fields;
    }

    @Override
    public Map<String, Object> onSetData(Txn.SetData txn) {
        fields.put("path", txn.path());
        data(txn.data());
        fields.put("version", txn.version());
        return fields;
    }

    @Override
    public Map<String, Object> onSetAcl(Txn.SetAcl txn) {
        fields.put("path", txn.path());
        fields.put("acl", acl(txn.acl()));
        fields.put("version", txn.version());
        return fields;
    }

    @Override
    public Map<String, Object> onCheck(Txn.Check txn) {
        fields.put("path", txn.path());
        fields.put("version", txn.version());
        return fields;
    }

    @Override
    public Map<String, Object> onMulti(Txn.Multi txn) {
        fields.put("parts", txn.parts().stream().map(TxnFields::of).toList());
        return fields;
    }

    @Override
    public Map<String, Object> onCreateSession(Txn.CreateSession txn) {
        fields.put("timeoutMs", txn.timeoutMs());
        return fields;
    }

    @Override
    public Map<String, Object> onCloseSession(Txn.CloseSession txn) {
        fields.put("paths", txn.paths());
        return fields;
    }

    @Override
    public Map<String, Object> onError(Txn.Failed txn) {
        fields.put("code", txn.code());
        return fields;
    }

    private void data(byte @Nullable [] data) {
        if (data != null) {
            Json.putData(fields, data);
        }
    }

    static List<Map<String, Object>> acl(List<Acl> list) {
        return list.stream().map(TxnFields::entry).toList();
    }

    private static Map<String, Object> entry(Acl entry) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("perms", entry.perms());
        fields.put("scheme", entry.scheme());
        fields.put("id", entry.id());
        return fields;
    }
}
