package io.coordkit.kafka;

import java.util.List;
import org.apache.curator.framework.api.CuratorEvent;
import org.apache.curator.framework.api.transaction.CuratorTransactionResult;
import org.apache.zookeeper.KeeperException.Code;

/**
 * What a multi came to.
 *
 * @param code of the whole: that of the operation that refused, if one did
 * @param refused the place of the operation that refused; -1 when none did
 * @param results of each operation, when all were done
 */
record MultiReply(Code code, int refused, List<CuratorTransactionResult> results) {
    static MultiReply of(CuratorEvent event) {
        Code code = Code.get(event.getResultCode());
        List<CuratorTransactionResult> results = event.getOpResults() == null ? List.of() : event.getOpResults();
        for (int i = 0; i < results.size(); i++) {
            int error = results.get(i).getError();
            if (error != Code.OK.intValue() && error != Code.RUNTIMEINCONSISTENCY.intValue()) {
                return new MultiReply(Code.get(error), i, List.of());
            }
        }
        return new MultiReply(code, -1, code == Code.OK ? results : List.of());
    }

    boolean done() {
        return code == Code.OK;
    }
}
