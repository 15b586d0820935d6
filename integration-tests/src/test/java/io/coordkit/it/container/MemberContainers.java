package io.coordkit.it.container;

import io.coordkit.it.process.Eventually;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.curator.framework.CuratorFramework;
import org.testcontainers.containers.Network;
import org.testcontainers.lifecycle.Startables;

/** An ensemble of three servers in containers. */
final class MemberContainers implements AutoCloseable {

    private static final Duration SOON = Duration.ofSeconds(60);

    private final Network clients = Network.newNetwork();
    private final Network peers = Network.newNetwork();
    private final List<MemberContainer> members = new ArrayList<>();

    private MemberContainers() {}

    /** Starts all; returns when the image's health check calls every one of them healthy. */
    static MemberContainers start() {
        var ensemble = new MemberContainers();
        for (int server = 1; server <= MemberContainer.MEMBERS; server++) {
            ensemble.members.add(new MemberContainer(server, ensemble.clients, ensemble.peers));
        }
        try {
            Startables.deepStart(ensemble.members).join();
            return ensemble;
        } catch (RuntimeException failure) {
            ensemble.close();
            throw failure;
        }
    }

    List<MemberContainer> all() {
        return List.copyOf(members);
    }

    String connectString() {
        return members.stream().map(MemberContainer::connectString).collect(Collectors.joining(","));
    }

    /** The only leader, once there is one. */
    MemberContainer leader() throws IOException {
        return leaderOf(members);
    }

    /** The leader of the others, once they have one. */
    MemberContainer leaderWithout(MemberContainer former) throws IOException {
        return leaderOf(members.stream().filter(member -> member != former).toList());
    }

    private static MemberContainer leaderOf(List<MemberContainer> some) throws IOException {
        Eventually.holds(SOON, () -> find(some).isPresent());
        return find(some).orElseThrow();
    }

    private static Optional<MemberContainer> find(List<MemberContainer> some) {
        return some.stream().filter(MemberContainer::leads).findFirst();
    }

    void awaitAllServing() throws IOException {
        Eventually.holds(SOON, () -> members.stream().allMatch(MemberContainer::serves));
    }

    /** Every member, asked alone, has exactly the same children, and all of these among them. */
    void assertEveryMemberHas(String path, Set<String> names) throws Exception {
        for (MemberContainer member : members) {
            try (CuratorFramework client = member.client()) {
                client.sync().forPath(path);
                var found = Set.copyOf(client.getChildren().forPath(path));
                var lost = names.stream().filter(name -> !found.contains(name)).toList();
                if (!lost.isEmpty()) {
                    throw new AssertionError("server " + member.server() + " lacks " + lost);
                }
            }
        }
    }

    @Override
    public void close() {
        members.forEach(MemberContainer::close);
        clients.close();
        peers.close();
    }
}
