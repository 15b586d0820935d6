package io.coordkit.it.monitor;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanInfo;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanParameterInfo;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/**
 * A server's management beans as lines: names, operations, and each attribute with its type, whether it can be set and, unless that
 * differs from server to server, its value. Beans of single connections, and what only the reference has, are passed over; {@code docs/compatibility.md} names it.
 */
public final class Beans {
    private static final Pattern CONNECTION = Pattern.compile(".*=(Learner_)?Connections,.*");

    /** Queues, caches and batches that do not exist here, and settings of theirs. */
    private static final Pattern THEIRS = Pattern.compile("CommitProc\\w+|FlushDelay|MaxWriteQueuePollTime|MaxBatchSize"
            + "|ResponseCachingEnabled|TxnLogElapsedSyncTime|RequestThrottle(StallTime|DropStale)|RequestStaleConnectionCheck"
            + "|ObserverElectionDelayMS|ObserverMasterPacketSizeLimit|PendingRevalidationCount");

    /** What is fixed here when a server starts. */
    private static final Pattern SET_BY_THEIRS =
            Pattern.compile("TickTime|InitLimit|SyncLimit|MaxConcurrent\\w+Syncs|LearnerMaster");

    private static final Pattern DONE_BY_THEIRS = Pattern.compile("followerInfo|nonVotingFollowerInfo|disableDigest");

    private static final Pattern VARIES = Pattern.compile(
            "ClientPort|StartTime|Version|Tick|ElectionTimeTaken|.*Latency|Packets\\w+"
                    + "|(Data|Log)DirSize|\\w+(Response|Proposal)Size|NonMTLS\\w+|SecureClient\\w+|FsyncThresholdExceedCount|.*Zxid");

    private Beans() {}

    /** Of the JVM that has this process id. */
    public static List<String> of(long pid) throws IOException {
        try (JMXConnector connector = JMXConnectorFactory.connect(new JMXServiceURL(address(pid)))) {
            MBeanServerConnection server = connector.getMBeanServerConnection();
            List<String> lines = new ArrayList<>();
            for (ObjectName name :
                    new TreeSet<>(server.queryNames(new ObjectName("org.apache.ZooKeeperService:*"), null))) {
                if (!CONNECTION.matcher(name.toString()).matches()) {
                    add(lines, server, name);
                }
            }
            return lines;
        } catch (JMException e) {
            throw new IOException(e);
        }
    }

    private static String address(long pid) throws IOException {
        try {
            VirtualMachine machine = VirtualMachine.attach(Long.toString(pid));
            try {
                return machine.startLocalManagementAgent();
            } finally {
                machine.detach();
            }
        } catch (AttachNotSupportedException e) {
            throw new IOException(e);
        }
    }

    private static void add(List<String> lines, MBeanServerConnection server, ObjectName name)
            throws JMException, IOException {
        String shown = withoutPorts(name.toString());
        List<String> attributes = new ArrayList<>();
        MBeanInfo bean = server.getMBeanInfo(name);
        for (MBeanOperationInfo operation : bean.getOperations()) {
            if (!DONE_BY_THEIRS.matcher(operation.getName()).matches()) {
                attributes.add(shown + ": " + operation.getReturnType() + " " + operation.getName()
                        + Stream.of(operation.getSignature())
                                .map(MBeanParameterInfo::getType)
                                .toList());
            }
        }
        for (MBeanAttributeInfo attribute : bean.getAttributes()) {
            if (!isTheirs(attribute.getName(), shown)) {
                attributes.add(shown + ": " + attribute.getName() + " " + attribute.getType() + access(attribute)
                        + value(attribute.getName(), shown, server.getAttribute(name, attribute.getName())));
            }
        }
        lines.add(shown);
        attributes.stream().sorted().forEach(lines::add);
    }

    private static String access(MBeanAttributeInfo attribute) {
        boolean settable = attribute.isWritable()
                && !SET_BY_THEIRS.matcher(attribute.getName()).matches();
        return settable ? " settable" : "";
    }

    private static boolean isTheirs(String attribute, String bean) {
        boolean ofLearner = bean.endsWith("Follower") && attribute.matches("MaxConcurrent\\w+Syncs");
        return ofLearner || THEIRS.matcher(attribute).matches();
    }

    private static String value(String attribute, String bean, Object value) {
        // The reference shows a learner's socket, with the number that it happens to have.
        boolean socket = attribute.equals("QuorumAddress") && (bean.endsWith("Follower") || bean.endsWith("Observer"));
        return socket || VARIES.matcher(attribute).matches() ? "" : " " + withoutPorts(String.valueOf(value));
    }

    private static String withoutPorts(String text) {
        return text.replaceAll("(?<=:|_port)\\d{4,5}\\b", "PORT");
    }
}
