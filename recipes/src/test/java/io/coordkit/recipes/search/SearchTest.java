package io.coordkit.recipes.search;

import static io.coordkit.recipes.RecipeServer.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import io.coordkit.recipes.Await;
import io.coordkit.recipes.MasterListener;
import io.coordkit.recipes.RecipeServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.curator.framework.CuratorFramework;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Twenty search servers, a total server, its standby, and the gateway. */
@Timeout(120)
class SearchTest {

    @RegisterExtension
    static final RecipeServer SERVER = new RecipeServer();

    private static final MasterListener DEAF = new MasterListener() {
        @Override
        public void leading() {}

        @Override
        public void following() {}
    };

    @Test
    void theListFollowsTheServersAndTheGatewayTheMaster() throws Exception {
        CuratorFramework mortal = SERVER.client();
        List<SearchServer> machines = new ArrayList<>();
        for (int i = 1; i <= 20; i++) {
            machines.add(new SearchServer(SERVER.client(), "node" + i, "host" + i));
        }
        for (SearchServer machine : machines.subList(0, 15)) {
            machine.serve(PATIENCE);
        }
        try (TotalServer active = new TotalServer(mortal, "total1", DEAF).start(PATIENCE)) {
            Await.until(() -> assertThat(active.isActive()).isTrue());
            assertThat(active.serving()).hasSize(15).contains("host1", "host15").doesNotContain("host16");
            try (TotalServer standby = new TotalServer(SERVER.client(), "total2", DEAF).start(PATIENCE);
                    SearchGateway gateway = new SearchGateway(SERVER.client(), Optional::empty).start(PATIENCE)) {
                assertThat(gateway.totalServer()).contains("total1");

                machines.get(0).index();
                machines.get(19).serve(PATIENCE);
                Await.until(() -> assertThat(active.serving())
                        .hasSize(15)
                        .contains("host20")
                        .doesNotContain("host1"));

                active.close();
                mortal.close();
                Await.until(() -> assertThat(standby.isActive()).isTrue());
                Await.until(() -> assertThat(gateway.totalServer()).contains("total2"));
                Await.until(
                        () -> assertThat(standby.serving()).contains("host20").doesNotContain("host1"));
            }
        }
        machines.forEach(SearchServer::close);
    }
}
