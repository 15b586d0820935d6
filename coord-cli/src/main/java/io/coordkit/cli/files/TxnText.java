package io.coordkit.cli.files;

import io.coordkit.core.txn.Txn;
import io.coordkit.core.wire.Acl;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A transaction on one line: the fields in the order and the notation of the reference's {@code TxnLogToolkit}, whose line breaks
 * within a record are left out, and the parts of a multi readable.
 */
final class TxnText implements Txn.Visitor<String> {

    private static final TxnText INSTANCE = new TxnText();

    private TxnText() {}

    /** Name and fields. */
    static String of(Txn txn) {
        return TxnNames.of(txn) + " " + txn.accept(INSTANCE);
    }

    @Override
    public String onCreate(Txn.Create txn) {
        String common = txn.path() + "," + data(txn.data()) + "," + acl(txn.acl());
        return switch (txn.op()) {
            case CREATE_CONTAINER -> common + "," + txn.parentCversion();
            case CREATE_TTL -> common + "," + txn.parentCversion() + "," + txn.ttlMs();
            default -> common + "," + txn.ephemeral() + "," + txn.parentCversion();
        };
    }

    @Override
    public String onDelete(Txn.Delete txn) {
        return quoted(txn.path());
    }

    @Override
    public String onSetData(Txn.SetData txn) {
        return txn.path() + "," + data(txn.data()) + "," + txn.version();
    }

    @Override
    public String onSetAcl(Txn.SetAcl txn) {
        String entries = txn.acl().stream().map(acl -> "s{" + entry(acl) + "}").collect(Collectors.joining(","));
        return quoted(txn.path()) + ",v{" + entries + "}," + txn.version();
    }

    @Override
    public String onCheck(Txn.Check txn) {
        return quoted(txn.path()) + "," + txn.version();
    }

    @Override
    public String onMulti(Txn.Multi txn) {
        return txn.parts().stream().map(TxnText::of).collect(Collectors.joining("; "));
    }

    @Override
    public String onCreateSession(Txn.CreateSession txn) {
        return Integer.toString(txn.timeoutMs());
    }

    @Override
    public String onCloseSession(Txn.CloseSession txn) {
        return txn.listed()
                ? txn.paths().stream().map(TxnText::quoted).collect(Collectors.joining(",", "v{", "}"))
                : "";
    }

    @Override
    public String onError(Txn.Failed txn) {
        return Integer.toString(txn.code());
    }

    private static String acl(List<Acl> list) {
        return list.stream().map(TxnText::entry).collect(Collectors.joining(", ", "[", "]"));
    }

    private static String entry(Acl acl) {
        return acl.perms() + ",s{" + quoted(acl.scheme()) + "," + quoted(acl.id()) + "}";
    }

    /** As text, on one line. */
    static String data(byte @Nullable [] data) {
        if (data == null) {
            return "";
        }
        StringBuilder line = new StringBuilder();
        String text = new String(data, StandardCharsets.UTF_8);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            line.append(Character.isISOControl(c) ? String.format("\\u%04x", (int) c) : c);
        }
        return line.toString();
    }

    /** A string in the reference's notation for records. */
    private static String quoted(String text) {
        return "'"
                + text.replace("%", "%25")
                        .replace("\0", "%00")
                        .replace("\n", "%0A")
                        .replace("\r", "%0D")
                        .replace(",", "%2C")
                        .replace("}", "%7D");
    }
}
