package io.coordkit.elector;

import io.coordkit.elector.data.MemberInfo;
import io.coordkit.elector.paths.ElectionPaths;
import java.nio.charset.StandardCharsets;
import org.apache.curator.framework.CuratorFramework;

/** The README's example: a service of which one instance is active. */
final class ElectorExample {
    private ElectorExample() {}

    // readme:begin
    /** An instance of the service: it prints what it would do. */
    record Service(String name) implements ElectorCallback {
        @Override
        public void becomeActive() {
            System.out.println(name + ": open the doors");
        }

        @Override
        public void becomeStandby() {
            System.out.println(name + ": wait behind the other one");
        }

        @Override
        public void enterNeutralMode() {
            System.out.println(name + ": connection lost, stop what must not be done twice");
        }

        @Override
        public void notifyFatalError(String message) {
            System.out.println(name + ": out of the election: " + message);
        }

        @Override
        public void fenceOldActive(byte[] oldActive) {
            System.out.println(
                    name + ": stop " + MemberInfo.recognise(oldActive).describe() + " for good");
        }
    }

    /** Takes part in the election of {@code name}'s group, as any instance does. */
    static Elector join(String connectString, String name) throws ElectorException {
        ElectorConfig config = ElectorConfig.of(connectString, new ElectionPaths("/elections/reports"));
        new ParentZnode(config).ensure();
        Elector elector = new Elector(config, new Service(name));
        elector.joinElection(name.getBytes(StandardCharsets.UTF_8));
        return elector;
    }
    // readme:end

    /** What a tool prints about the election. */
    static String status(CuratorFramework client) throws ElectorException {
        return ElectionStatus.read(client, new ElectionPaths("/elections/reports"))
                .lock()
                .map(lock -> "active: " + lock.info().describe() + " since " + lock.since())
                .orElse("nobody is active");
    }
}
