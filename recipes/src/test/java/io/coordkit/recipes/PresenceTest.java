package io.coordkit.recipes;

import static io.coordkit.recipes.RecipeServer.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.curator.framework.CuratorFramework;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Who is there, how it goes, and what others make of it. */
@Timeout(120)
class PresenceTest {

    @RegisterExtension
    static final RecipeServer SERVER = new RecipeServer();

    @Test
    void membersHearOfWhoComesAndGoes() throws Exception {
        CuratorFramework dying = SERVER.client();
        List<String> heard = new CopyOnWriteArrayList<>();
        try (Mirror group = Mirror.ofChildren(SERVER.client(), "/GroupMembers")
                .listen(change -> heard.add((change.appeared() ? "+" : "-") + change.name()))
                .start(PATIENCE)) {
            Presence first = new Presence(SERVER.client(), "/GroupMembers/first", "").start(PATIENCE);
            Presence second = new Presence(dying, "/GroupMembers/second", "").start(PATIENCE);
            Await.until(() -> assertThat(heard).containsExactly("+first", "+second"));
            first.close();
            Await.until(() -> assertThat(heard).containsExactly("+first", "+second", "-first"));
            assertThat(group.znodes()).containsOnlyKeys("second");
            SERVER.endSession(dying);
            Await.until(() -> assertThat(heard).contains("-second"));
            second.close();
            Await.until(() -> assertThat(group.znodes()).isEmpty());
        }
    }

    @Test
    void theApplicationsServersSeeEachOther() throws Exception {
        CuratorFramework one = SERVER.client();
        CuratorFramework two = SERVER.client();
        try (Mirror seenByOne = Mirror.ofChildren(one, "/APP1SERVERS").start(PATIENCE);
                Mirror seenByTwo = Mirror.ofChildren(two, "/APP1SERVERS").start(PATIENCE);
                Presence first = new Presence(one, "/APP1SERVERS/SERVER1", "").start(PATIENCE);
                Presence second = new Presence(two, "/APP1SERVERS/SERVER2", "").start(PATIENCE)) {
            Await.until(() -> assertThat(seenByOne.znodes()).containsOnlyKeys("SERVER1", "SERVER2"));
            first.close();
            Await.until(() -> assertThat(seenByTwo.znodes()).containsOnlyKeys("SERVER2"));
            assertThat(second).isNotNull();
        }
    }

    @Test
    void anAgentsStatusReachesTheMonitor() throws Exception {
        try (Mirror monitor = Mirror.ofChildren(SERVER.client(), "/machines").start(PATIENCE);
                Presence agent = new Presence(SERVER.client(), "/machines/host1", "load 0.1").start(PATIENCE)) {
            Await.until(() -> assertThat(monitor.text("host1")).contains("load 0.1"));
            agent.report("load 0.9");
            Await.until(() -> assertThat(monitor.text("host1")).contains("load 0.9"));
        }
    }

    @Test
    void aHeartThatStopsIsMissedAndComesBackWithItsLastReport() throws Exception {
        CuratorFramework client = SERVER.client();
        List<String> heard = new CopyOnWriteArrayList<>();
        try (Mirror monitor = Mirror.ofChildren(SERVER.client(), "/heartbeats")
                        .listen(change -> heard.add((change.disappeared() ? "-" : "+") + change.name()))
                        .start(PATIENCE);
                Presence monitored = new Presence(client, "/heartbeats/worker", "one").start(PATIENCE)) {
            monitored.report("two");
            Await.until(() -> assertThat(monitor.text("worker")).contains("two"));
            SERVER.endSession(client);
            Await.until(() -> assertThat(heard).contains("-worker"));
            Await.until(() -> assertThat(heard).endsWith("+worker"));
            assertThat(monitor.text("worker")).contains("two");
        }
    }

    @Test
    void progressGrowsAndIsLostWithItsWorker() throws Exception {
        CuratorFramework worker = SERVER.client();
        List<Integer> seen = new CopyOnWriteArrayList<>();
        int lost = -1;
        try (Mirror manager = Mirror.ofChildren(SERVER.client(), "/tasks")
                        .listen(change -> seen.add(change.after()
                                .map(Znode::text)
                                .map(Integer::parseInt)
                                .orElse(lost)))
                        .start(PATIENCE);
                Presence task = new Presence(worker, "/tasks/subtask1", "0").start(PATIENCE)) {
            for (int percent = 10; percent <= 60; percent += 10) {
                task.report(Integer.toString(percent));
            }
            Await.until(() -> assertThat(manager.text("subtask1")).contains("60"));
            assertThat(seen).isSorted().doesNotHaveDuplicates();
            SERVER.endSession(worker);
            Await.until(() -> assertThat(seen).contains(lost));
        }
    }

    @Test
    void requestsGoToTheServersThatAreThere() throws Exception {
        List<String> chosen = new ArrayList<>();
        try (Balancer balancer =
                        new Balancer(SERVER.client(), "/servers", BalancingStrategy.roundRobin()).start(PATIENCE);
                Presence one = new Presence(SERVER.client(), "/servers/10.0.0.1:80", "").start(PATIENCE);
                Presence two = new Presence(SERVER.client(), "/servers/10.0.0.2:80", "").start(PATIENCE)) {
            assertThat(one).isNotSameAs(two);
            Await.until(() -> assertThat(balancer.servers()).hasSize(2));
            for (int i = 0; i < 4; i++) {
                chosen.add(balancer.next().orElseThrow().name());
            }
            assertThat(chosen).containsExactly("10.0.0.1:80", "10.0.0.2:80", "10.0.0.1:80", "10.0.0.2:80");
            one.close();
            Await.until(() -> assertThat(balancer.servers()).hasSize(1));
            assertThat(balancer.next()).map(Znode::name).contains("10.0.0.2:80");
            two.close();
            Await.until(() -> assertThat(balancer.next()).isEmpty());
        }
    }

    @Test
    void aStrategyIsTheCallersChoice() {
        List<Znode> servers = List.of(new Znode("a", "0.7", 0), new Znode("b", "0.2", 3), new Znode("c", "?", 0));
        assertThat(BalancingStrategy.leastLoaded().choose(servers).name()).isEqualTo("b");
        assertThat(BalancingStrategy.random(new Random(1)).choose(servers)).isIn(servers);
        BalancingStrategy last = some -> some.get(some.size() - 1);
        assertThat(last.choose(servers).name()).isEqualTo("c");
    }
}
