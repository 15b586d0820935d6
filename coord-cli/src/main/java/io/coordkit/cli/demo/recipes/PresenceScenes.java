package io.coordkit.cli.demo.recipes;

import static io.coordkit.cli.demo.recipes.Stage.PATIENCE;

import io.coordkit.cli.demo.verdict.Check;
import io.coordkit.recipes.Balancer;
import io.coordkit.recipes.BalancingStrategy;
import io.coordkit.recipes.ControlConsole;
import io.coordkit.recipes.ControlledWorker;
import io.coordkit.recipes.Mirror;
import io.coordkit.recipes.Presence;
import io.coordkit.recipes.Znode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.curator.framework.CuratorFramework;

/** Who is there, and how it goes: ephemeral znodes and those who follow them. */
final class PresenceScenes {

    private PresenceScenes() {}

    static List<Scene> all() {
        return List.of(
                new Scene(
                        "balancing",
                        "Requests go round the servers in /servers; one leaves",
                        PresenceScenes::balancing),
                new Scene("group", "Machines come, report and die in /GroupMembers", PresenceScenes::group),
                new Scene("heartbeat", "A heart stops, and its monitor misses it", PresenceScenes::heartbeat),
                new Scene("progress", "A task reports how far it is, and is lost", PresenceScenes::progress),
                new Scene("control", "A console orders, two workers carry out", PresenceScenes::control));
    }

    private static Check balancing(Stage stage) throws Exception {
        Balancer balancer = stage.prop(new Balancer(stage.client(), "/servers", BalancingStrategy.roundRobin()))
                .start(PATIENCE);
        Presence leaving = present(stage, stage.client(), "/servers/10.0.0.1:80", "");
        present(stage, stage.client(), "/servers/10.0.0.2:80", "");
        stage.await("both are known", () -> balancer.servers().size() == 2);
        List<String> chosen = new ArrayList<>();
        chosen.add(next(balancer));
        chosen.add(next(balancer));
        leaving.close();
        stage.await("one has left", () -> balancer.servers().size() == 1);
        chosen.add(next(balancer));
        return Check.equal(
                "requests go only to servers that are there",
                List.of("10.0.0.1:80", "10.0.0.2:80", "10.0.0.2:80"),
                chosen);
    }

    private static String next(Balancer balancer) {
        return balancer.next().map(Znode::name).orElse("none");
    }

    private static Check group(Stage stage) throws Exception {
        List<String> heard = new CopyOnWriteArrayList<>();
        CuratorFramework dying = stage.client();
        stage.prop(Mirror.ofChildren(stage.client(), "/GroupMembers"))
                .listen(change -> heard.add(change.after()
                        .map(member -> member.name() + " " + member.text())
                        .orElse(change.name() + " gone")))
                .start(PATIENCE);
        Presence host1 = present(stage, stage.client(), "/GroupMembers/host1", "load 1");
        stage.await("host1 is seen", () -> heard.contains("host1 load 1"));
        host1.report("load 9");
        stage.await("its report is seen", () -> heard.contains("host1 load 9"));
        present(stage, dying, "/GroupMembers/host2", "load 2");
        stage.await("host2 is seen", () -> heard.contains("host2 load 2"));
        stage.endSession(dying);
        stage.await("its death is seen", () -> heard.contains("host2 gone"));
        return Check.equal(
                "the others heard of each of it, in order",
                List.of("host1 load 1", "host1 load 9", "host2 load 2", "host2 gone"),
                heard.subList(0, 4));
    }

    private static Check heartbeat(Stage stage) throws Exception {
        List<String> heard = new CopyOnWriteArrayList<>();
        CuratorFramework monitored = stage.client();
        stage.prop(Mirror.ofChildren(stage.client(), "/heartbeats"))
                .listen(change -> heard.add(change.disappeared() ? "missed" : "alive"))
                .start(PATIENCE);
        present(stage, monitored, "/heartbeats/worker", "");
        stage.await("the heart beats", () -> heard.contains("alive"));
        stage.endSession(monitored);
        stage.await("it beats again", () -> heard.size() >= 3);
        return Check.equal(
                "the monitor missed it, and saw it come back",
                List.of("alive", "missed", "alive"),
                heard.subList(0, 3));
    }

    private static Check progress(Stage stage) throws Exception {
        List<Integer> seen = new CopyOnWriteArrayList<>();
        int lost = -1;
        CuratorFramework worker = stage.client();
        stage.prop(Mirror.ofChildren(stage.client(), "/tasks"))
                .listen(change -> seen.add(
                        change.after().map(Znode::text).map(Integer::parseInt).orElse(lost)))
                .start(PATIENCE);
        Presence task = present(stage, worker, "/tasks/subtask1", "0");
        for (int percent = 20; percent <= 80; percent += 20) {
            task.report(Integer.toString(percent));
        }
        stage.await("80 % are seen", () -> seen.contains(80));
        List<Integer> reports = List.copyOf(seen);
        stage.endSession(worker);
        stage.await("the loss is seen", () -> seen.contains(lost));
        return Check.equal(
                "the manager saw only growing reports",
                reports.stream().distinct().sorted().toList(),
                reports);
    }

    private static Check control(Stage stage) throws Exception {
        List<String> done = new CopyOnWriteArrayList<>();
        ControlConsole console =
                stage.prop(new ControlConsole(stage.client(), "/push")).start(PATIENCE);
        for (String name : List.of("worker1", "worker2")) {
            stage.prop(new ControlledWorker(stage.client(), "/push", name, order -> done.add(name + ": " + order)))
                    .start(PATIENCE);
        }
        int order = console.order("push campaign 7");
        stage.await("both have carried it out", () -> console.carriedOut()
                .equals(Map.of("worker1", order, "worker2", order)));
        return Check.equal(
                "each worker carried it out once",
                List.of("worker1: push campaign 7", "worker2: push campaign 7"),
                done.stream().sorted().toList());
    }

    private static Presence present(Stage stage, CuratorFramework client, String path, String report)
            throws InterruptedException {
        return stage.prop(new Presence(client, path, report)).start(PATIENCE);
    }
}
