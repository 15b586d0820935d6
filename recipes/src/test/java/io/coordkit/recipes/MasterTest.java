package io.coordkit.recipes;

import static io.coordkit.recipes.RecipeServer.PATIENCE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.coordkit.server.CoordServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.framework.recipes.leader.LeaderLatch;
import org.apache.curator.retry.RetryOneTime;
import org.apache.zookeeper.AsyncCallback.StringCallback;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.ZooDefs.Ids;
import org.apache.zookeeper.ZooKeeper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** One of many is the master, another follows it, and those who need it know where it is. */
@Timeout(120)
class MasterTest {

    @RegisterExtension
    static final RecipeServer SERVER = new RecipeServer();

    /** Remembers what becomes of a candidate. */
    private static final class Journal implements MasterListener {
        final List<String> entries = new CopyOnWriteArrayList<>();

        @Override
        public void leading() {
            entries.add("leading");
        }

        @Override
        public void following() {
            entries.add("following");
        }
    }

    @Test
    void oneOfAHundredRequestsCreatesTheMasterNode() throws Exception {
        List<ZooKeeper> clients = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            CuratorFramework client = SERVER.client();
            assertThat(client.blockUntilConnected((int) PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .isTrue();
            clients.add(client.getZookeeperClient().getZooKeeper());
        }
        AtomicInteger won = new AtomicInteger();
        AtomicInteger lost = new AtomicInteger();
        StringCallback counted = (code, path, context, name) -> {
            if (code == Code.OK.intValue()) {
                won.incrementAndGet();
            } else if (code == Code.NODEEXISTS.intValue()) {
                lost.incrementAndGet();
            }
        };
        for (int turn = 0; turn < 2; turn++) {
            for (ZooKeeper client : clients) {
                client.create("/Master", new byte[0], Ids.OPEN_ACL_UNSAFE, CreateMode.EPHEMERAL, counted, turn);
            }
        }
        Await.until(() -> assertThat(won.get() + lost.get()).isEqualTo(100));
        assertThat(won).hasValue(1);
    }

    @Test
    void anotherLeadsWhenTheMastersSessionEnds() throws Exception {
        CuratorFramework mortal = SERVER.client();
        Journal firstsLife = new Journal();
        Journal secondsLife = new Journal();
        List<Optional<String>> heard = new CopyOnWriteArrayList<>();
        try (MasterSeat first = new MasterSeat(mortal, "/elected/Master", "host1:80", firstsLife).start()) {
            Await.until(() -> assertThat(first.isLeading()).isTrue());
            try (MasterSeat second =
                            new MasterSeat(SERVER.client(), "/elected/Master", "host2:80", secondsLife).start();
                    MasterAddress address = new MasterAddress(SERVER.client(), "/elected/Master", Optional::empty)
                            .listen(heard::add)
                            .start(PATIENCE)) {
                Await.until(() -> assertThat(secondsLife.entries).containsExactly("following"));
                assertThat(address.current()).contains("host1:80");
                SERVER.endSession(mortal);
                Await.until(() ->
                        assertThat(second.isLeading() || first.isLeading()).isTrue());
                Await.until(() -> assertThat(heard).hasSizeGreaterThan(1));
                Await.until(() -> assertThat(address.current()).contains(second.isLeading() ? "host2:80" : "host1:80"));
                Await.until(() -> assertThat(firstsLife.entries).startsWith("leading", "following"));
            }
        }
    }

    @Test
    void aMasterThatLeavesHandsOver() throws Exception {
        MasterSeat first = new MasterSeat(SERVER.client(), "/leaving", "a", new Journal()).start();
        Await.until(() -> assertThat(first.isLeading()).isTrue());
        try (MasterSeat second = new MasterSeat(SERVER.client(), "/leaving", "b", new Journal()).start()) {
            first.close();
            Await.until(() -> assertThat(second.isLeading()).isTrue());
        }
    }

    @Test
    void theLeadersAddressMayBeFourBytes() throws Exception {
        byte[] ip = InetAddress.getLoopbackAddress().getAddress();
        CuratorFramework follower = SERVER.client();
        Journal journal = new Journal();
        try (MasterSeat leader = new MasterSeat(SERVER.client(), "/LeaderElection/leader", ip, journal).start()) {
            Await.until(() -> assertThat(journal.entries).containsExactly("leading"));
            assertThat(InetAddress.getByAddress(follower.getData().forPath("/LeaderElection/leader")))
                    .isEqualTo(InetAddress.getLoopbackAddress());
            assertThat(leader.isLeading()).isTrue();
        }
        Await.until(() -> assertThat(follower.checkExists().forPath("/LeaderElection/leader"))
                .isNull());
    }

    @Test
    void theSmallestNumberIsTheMasterAndTheNextFollowsIt() throws Exception {
        List<CuratorFramework> clients = new ArrayList<>();
        List<LeaderLatch> candidates = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            CuratorFramework client = SERVER.client();
            LeaderLatch candidate = new LeaderLatch(client, "/dynamic", "candidate" + i);
            candidate.start();
            int present = i + 1;
            Await.until(() -> assertThat(candidate.getParticipants()).hasSize(present));
            clients.add(client);
            candidates.add(candidate);
        }
        for (int i = 0; i < 4; i++) {
            assertThat(candidates.get(i).await(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .isTrue();
            assertThat(candidates.stream().filter(LeaderLatch::hasLeadership)).hasSize(1);
            candidates.get(i).close();
        }
        assertThat(clients).hasSize(4);
    }

    @Test
    void withoutTheEnsembleTheMasterIsWhoPeopleSayItIs(@TempDir Path directory) throws Exception {
        HttpServer page = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        page.createContext("/master", exchange -> {
            byte[] answer = "by-hand:80".getBytes(UTF_8);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        page.start();
        URI uri = URI.create("http://127.0.0.1:" + page.getAddress().getPort() + "/master");
        try (CoordServer server = CoordServer.builder().dataDirectory(directory).start();
                CuratorFramework client =
                        CuratorFrameworkFactory.newClient(server.connectString(), new RetryOneTime(10))) {
            client.start();
            client.create().forPath("/Master", "elected:80".getBytes(UTF_8));
            try (MasterAddress address = new MasterAddress(client, "/Master", () -> ask(uri)).start(PATIENCE)) {
                assertThat(address.current()).contains("elected:80");
                server.close();
                Await.until(() -> assertThat(address.current()).contains("by-hand:80"));
            }
        } finally {
            page.stop(0);
        }
    }

    private static Optional<String> ask(URI page) {
        try {
            return Optional.of(HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(page).build(), BodyHandlers.ofString())
                    .body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
