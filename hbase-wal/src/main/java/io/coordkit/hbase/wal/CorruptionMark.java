package io.coordkit.hbase.wal;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.hbase.coordination.SplitLogWorkerCoordination;
import org.apache.hadoop.hbase.zookeeper.ZKSplitLog;
import org.jspecify.annotations.Nullable;

/** All that a splitter wants of its worker: to hear of a log that cannot be parsed. The mark is a file beside the logs. */
final class CorruptionMark implements InvocationHandler {
    /** For {@code WALSplitter}, which asks for a whole worker. */
    static final SplitLogWorkerCoordination INSTANCE = (SplitLogWorkerCoordination) Proxy.newProxyInstance(
            CorruptionMark.class.getClassLoader(),
            new Class<?>[] {SplitLogWorkerCoordination.class},
            new CorruptionMark());

    private CorruptionMark() {}

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object[] arguments) {
        if (!method.getName().equals("markCorrupted")) {
            throw new UnsupportedOperationException(method.toString());
        }
        ZKSplitLog.markCorrupted((Path) arguments[0], (String) arguments[1], (FileSystem) arguments[2]);
        return null;
    }
}
