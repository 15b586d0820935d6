package io.coordkit.cli.files;

import io.coordkit.core.txn.Txn;
import io.coordkit.core.wire.OpCode;

/** The names of transactions in the reference's tools. */
final class TxnNames {

    private TxnNames() {}

    static String of(Txn txn) {
        return of(txn.op());
    }

    private static String of(OpCode op) {
        return switch (op) {
            case CREATE -> "create";
            case CREATE2 -> "create2";
            case CREATE_CONTAINER -> "createContainer";
            case CREATE_TTL -> "createTTL";
            case DELETE -> "delete";
            case DELETE_CONTAINER -> "deleteContainer";
            case SET_DATA -> "setData";
            case SET_ACL -> "setACL";
            case RECONFIG -> "reconfig";
            case CHECK -> "check";
            case MULTI -> "multi";
            case CREATE_SESSION -> "createSession";
            case CLOSE_SESSION -> "closeSession";
            case ERROR -> "error";
            default -> op.name();
        };
    }
}
