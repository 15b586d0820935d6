/**
 * The work of log splitting, done by HBase's own classes: recovered edits are written where a region looks for them when it is
 * opened, and split logs are archived.
 *
 * <p>Whoever uses it brings HBase 2.x's {@code hbase-server} and what that needs; the configuration is the cluster's own
 * ({@code hbase.rootdir} and, where logs live elsewhere, {@code hbase.wal.dir}). Threads of HBase are asked to stop and never interrupted.
 *
 * <p>A real master counts a worker that is no region server of its own as dead: it takes a running task from it at its next look,
 * every {@code hbase.splitlog.manager.timeoutmonitor.period}, but at most {@code hbase.splitlog.max.resubmit} times. That loses nothing, as a
 * log may be split twice, and costs the more the longer the logs are; a longer period avoids it.
 */
@NullMarked
package io.coordkit.hbase.wal;

import org.jspecify.annotations.NullMarked;
