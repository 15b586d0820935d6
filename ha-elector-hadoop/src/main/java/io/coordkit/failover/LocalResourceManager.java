package io.coordkit.failover;

import java.net.InetSocketAddress;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.net.NetUtils;
import org.jspecify.annotations.Nullable;

/** Which of the ResourceManagers in a configuration runs here, found as YARN's {@code HAUtil} does. */
final class LocalResourceManager {
    private static final String PREFIX = "yarn.resourcemanager.";
    private static final String ID = PREFIX + "ha.id";
    private static final String IDS = PREFIX + "ha.rm-ids";
    private static final int PORT = 8032;

    private LocalResourceManager() {}

    /**
     * The id that is configured for this process, else the one whose address is this machine's.
     *
     * @throws IllegalArgumentException when that is none, or more than one; the message names the keys
     */
    static String id(Configuration conf) {
        String configured = conf.getTrimmed(ID);
        if (configured != null) {
            return configured;
        }
        List<String> here = conf.getTrimmedStringCollection(IDS).stream()
                .filter(id -> isHere(address(conf, id)))
                .toList();
        if (here.size() != 1) {
            throw new IllegalArgumentException(ID + " is not set, and of " + IDS + " "
                    + (here.isEmpty() ? "none has" : here + " have") + " an address of this machine");
        }
        return here.get(0);
    }

    private static @Nullable String address(Configuration conf, String id) {
        String address = conf.get(PREFIX + "address." + id);
        return address != null ? address : conf.get(PREFIX + "hostname." + id);
    }

    private static boolean isHere(@Nullable String address) {
        if (address == null) {
            return false;
        }
        try {
            InetSocketAddress socket = NetUtils.createSocketAddr(address, PORT);
            return !socket.isUnresolved() && NetUtils.isLocalAddress(socket.getAddress());
        } catch (IllegalArgumentException noAddress) {
            return false;
        }
    }
}
