package io.coordkit.cli.demo.recipes;

import static io.coordkit.cli.demo.recipes.Stage.PATIENCE;

import io.coordkit.cli.demo.verdict.Check;
import io.coordkit.cli.demo.verdict.Fact;
import io.coordkit.recipes.MasterAddress;
import io.coordkit.recipes.MasterListener;
import io.coordkit.recipes.MasterSeat;
import io.coordkit.recipes.search.SearchGateway;
import io.coordkit.recipes.search.SearchServer;
import io.coordkit.recipes.search.TotalServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.curator.framework.recipes.leader.LeaderLatch;

/** Who is the master, and where: by one znode, by the smallest number, and in a search engine. */
final class MasterScenes {
    private static final int CANDIDATES = 4;
    private static final int SEARCH_SERVERS = 20;
    private static final int SERVING = 15;

    private static final MasterListener QUIET = new MasterListener() {
        @Override
        public void leading() {}

        @Override
        public void following() {}
    };

    private MasterScenes() {}

    static List<Scene> all() {
        return List.of(
                new Scene("master", "Four candidates for /Master; the master leaves", MasterScenes::seat),
                new Scene(
                        "dynamic-master",
                        "The smallest number leads; the leaders leave in turn",
                        MasterScenes::dynamic),
                new Scene("search", "Twenty search servers, a total server and its standby", MasterScenes::search));
    }

    private static Check seat(Stage stage) throws Exception {
        List<MasterSeat> seats = new ArrayList<>();
        for (int i = 0; i < CANDIDATES; i++) {
            seats.add(stage.prop(new MasterSeat(stage.client(), "/Master", "host" + i, QUIET))
                    .start());
        }
        MasterAddress address = stage.prop(new MasterAddress(stage.client(), "/Master", Optional::empty))
                .start(PATIENCE);
        stage.await("somebody leads", () -> leaders(seats).size() == 1);
        List<String> first = leaders(seats);
        seats.get(Integer.parseInt(first.get(0).substring("host".length()))).close();
        stage.await(
                "another leads",
                () -> leaders(seats).size() == 1 && !leaders(seats).equals(first));
        List<String> second = leaders(seats);
        stage.await("its address is known", () -> address.current().equals(Optional.of(second.get(0))));
        return Check.that(
                "one leads, then one other, and its address is known",
                first.size() == 1 && second.size() == 1,
                new Fact("first", first),
                new Fact("second", second),
                new Fact("address", address.current().orElse("none")));
    }

    private static List<String> leaders(List<MasterSeat> seats) {
        List<String> leaders = new ArrayList<>();
        for (int i = 0; i < seats.size(); i++) {
            if (seats.get(i).isLeading()) {
                leaders.add("host" + i);
            }
        }
        return leaders;
    }

    private static Check dynamic(Stage stage) throws Exception {
        List<LeaderLatch> candidates = new ArrayList<>();
        for (int i = 0; i < CANDIDATES; i++) {
            LeaderLatch candidate = new LeaderLatch(stage.client(), "/dynamic", Integer.toString(i));
            candidate.start();
            int present = i + 1;
            stage.await(
                    "candidate " + i + " is there",
                    () -> candidate.getParticipants().size() == present);
            candidates.add(candidate);
        }
        List<String> reigns = new ArrayList<>();
        for (LeaderLatch candidate : candidates) {
            if (candidate.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                reigns.add(candidate.getId());
            }
            candidate.close();
        }
        return Check.equal("they led in the order of their numbers", List.of("0", "1", "2", "3"), reigns);
    }

    private static Check search(Stage stage) throws Exception {
        List<SearchServer> machines = new ArrayList<>();
        for (int i = 1; i <= SEARCH_SERVERS; i++) {
            machines.add(stage.prop(new SearchServer(stage.client(), "node" + i, "host" + i)));
        }
        for (SearchServer machine : machines.subList(0, SERVING)) {
            machine.serve(PATIENCE);
        }
        TotalServer active =
                stage.prop(new TotalServer(stage.client(), "total1", QUIET)).start(PATIENCE);
        stage.await("total1 is asked", active::isActive);
        TotalServer standby =
                stage.prop(new TotalServer(stage.client(), "total2", QUIET)).start(PATIENCE);
        SearchGateway gateway =
                stage.prop(new SearchGateway(stage.client(), Optional::empty)).start(PATIENCE);
        int asked = active.serving().size();
        machines.get(0).index();
        machines.get(SEARCH_SERVERS - 1).serve(PATIENCE);
        stage.await(
                "the switch is seen",
                () -> active.serving().contains("host20") && !active.serving().contains("host1"));
        active.close();
        stage.await("the standby takes over", standby::isActive);
        stage.await("the gateway knows", () -> gateway.totalServer().equals(Optional.of("total2")));
        return Check.that(
                "the total server asks those that serve, and its standby takes over",
                asked == SERVING && standby.serving().contains("host20"),
                new Fact("asked at first", asked),
                new Fact("asked by the standby", standby.serving().size()),
                new Fact("the gateway's address", gateway.totalServer().orElse("none")));
    }
}
