package io.coordkit.recipes;

import static io.coordkit.recipes.RecipeServer.PATIENCE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.curator.framework.CuratorFramework;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Settings that many machines follow. */
@Timeout(120)
class ConfigurationTest {

    @RegisterExtension
    static final RecipeServer SERVER = new RecipeServer();

    @Test
    void everyMachineReadsAtItsStartAndHearsOfTheLastValue() throws Exception {
        Configuration console = new Configuration(SERVER.client(), "/Configuration");
        console.publish("", "0");
        List<Configuration> machines = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            machines.add(new Configuration(SERVER.client(), "/Configuration").start(PATIENCE));
        }
        assertThat(machines).allSatisfy(machine -> assertThat(machine.get("")).contains("0"));
        for (int i = 1; i <= 50; i++) {
            console.publish("", Integer.toString(i));
        }
        Await.until(() -> assertThat(machines)
                .allSatisfy(machine -> assertThat(machine.get("")).contains("50")));
        machines.forEach(Configuration::close);
    }

    @Test
    void whatAHandChangesReachesTheMachinesToo() throws Exception {
        CuratorFramework hand = SERVER.client();
        hand.create().forPath("/offset", "17".getBytes(UTF_8));
        try (Configuration machine = new Configuration(SERVER.client(), "/offset").start(PATIENCE)) {
            hand.setData().forPath("/offset", "18".getBytes(UTF_8));
            Await.until(() -> assertThat(machine.get("")).contains("18"));
        }
    }

    @Test
    void levelsAreFollowedOneByOne() throws Exception {
        List<String> all = new CopyOnWriteArrayList<>();
        List<String> database = new CopyOnWriteArrayList<>();
        Configuration console = new Configuration(SERVER.client(), "/APP1");
        try (Configuration machine = new Configuration(SERVER.client(), "/APP1")
                .listen("", change -> all.add(change.name()))
                .listen("db", change -> database.add(change.name()))
                .start(PATIENCE)) {
            console.publish("db/pool", "10");
            console.publish("dbms", "none");
            console.publish("log", "INFO");
            Await.until(() -> assertThat(all).contains("", "db", "db/pool", "dbms", "log"));
            assertThat(database).containsExactly("db", "db/pool");
            assertThat(machine.get("db/pool")).contains("10");
            console.withdraw("db/pool");
            Await.until(() -> assertThat(machine.get("db/pool")).isEmpty());
        }
    }

    @Test
    void aMachineThatLostItsSessionCatchesUp() throws Exception {
        CuratorFramework client = SERVER.client();
        Configuration console = new Configuration(SERVER.client(), "/lost");
        console.publish("kept", "1");
        console.publish("gone", "1");
        try (Configuration machine = new Configuration(client, "/lost").start(PATIENCE)) {
            SERVER.endSession(client);
            console.publish("kept", "2");
            console.withdraw("gone");
            Await.until(() -> {
                assertThat(machine.get("kept")).contains("2");
                assertThat(machine.get("gone")).isEmpty();
            });
        }
    }

    @Test
    void aListenerThatThrowsHarmsNobody() throws Exception {
        Configuration console = new Configuration(SERVER.client(), "/thrower");
        try (Configuration machine = new Configuration(SERVER.client(), "/thrower")
                .listen("", change -> {
                    throw new IllegalStateException("cannot use " + change.name());
                })
                .start(PATIENCE)) {
            console.publish("a", "1");
            console.publish("a", "2");
            Await.until(() -> assertThat(machine.get("a")).contains("2"));
        }
    }
}
