package io.coordkit.recipes;

import static io.coordkit.recipes.RecipeServer.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.curator.framework.CuratorFramework;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A console orders, workers that it does not know carry out. */
@Timeout(120)
class ControlTest {

    @RegisterExtension
    static final RecipeServer SERVER = new RecipeServer();

    @Test
    void ordersAreCarriedOutAndReported() throws Exception {
        List<String> first = new CopyOnWriteArrayList<>();
        List<String> second = new CopyOnWriteArrayList<>();
        try (ControlConsole console = new ControlConsole(SERVER.client(), "/push").start(PATIENCE);
                ControlledWorker one =
                        new ControlledWorker(SERVER.client(), "/push", "w1", first::add).start(PATIENCE);
                ControlledWorker two =
                        new ControlledWorker(SERVER.client(), "/push", "w2", second::add).start(PATIENCE)) {
            Await.until(() -> assertThat(console.carriedOut()).isEqualTo(Map.of("w1", 0, "w2", 0)));
            int order = console.order("push campaign 7");
            Await.until(() -> assertThat(console.carriedOut()).isEqualTo(Map.of("w1", order, "w2", order)));
            assertThat(first).containsExactly("push campaign 7");
            assertThat(second).isEqualTo(first);
            one.close();
            Await.until(() -> assertThat(console.carriedOut()).containsOnlyKeys("w2"));
            assertThat(two).isNotNull();
        }
    }

    @Test
    void whoComesLateCarriesOutTheOrderThatStands() throws Exception {
        List<String> done = new CopyOnWriteArrayList<>();
        try (ControlConsole console = new ControlConsole(SERVER.client(), "/late").start(PATIENCE)) {
            console.order("start");
            int stop = console.order("stop");
            try (ControlledWorker worker =
                    new ControlledWorker(SERVER.client(), "/late", "w", done::add).start(PATIENCE)) {
                Await.until(() -> assertThat(console.carriedOut()).containsEntry("w", stop));
                assertThat(done).containsExactly("stop");
                assertThat(worker).isNotNull();
            }
        }
    }

    @Test
    void anOrderThatFailsIsNotReported() throws Exception {
        CuratorFramework client = SERVER.client();
        List<String> done = new CopyOnWriteArrayList<>();
        try (ControlConsole console = new ControlConsole(client, "/failing").start(PATIENCE);
                ControlledWorker worker = new ControlledWorker(client, "/failing", "w", order -> {
                            if (order.equals("bad")) {
                                throw new IllegalArgumentException(order);
                            }
                            done.add(order);
                        })
                        .start(PATIENCE)) {
            console.order("bad");
            int good = console.order("good");
            Await.until(() -> assertThat(console.carriedOut()).containsEntry("w", good));
            assertThat(done).containsExactly("good");
            assertThat(worker).isNotNull();
        }
    }
}
