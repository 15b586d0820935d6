package io.coordkit.recipes;

import static io.coordkit.recipes.RecipeServer.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.curator.framework.CuratorFramework;
import org.apache.zookeeper.CreateMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Names: that nobody else has, that have an order, and that lead somewhere. */
@Timeout(120)
class NamesTest {

    @RegisterExtension
    static final RecipeServer SERVER = new RecipeServer();

    @Test
    void noTwoClientsGetTheSameName() throws Exception {
        Set<String> names = ConcurrentHashMap.newKeySet();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        List<Future<?>> clients = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            UniqueNames source = new UniqueNames(SERVER.client(), "/jobs");
            clients.add(threads.submit(() -> {
                for (int n = 0; n < 100; n++) {
                    names.add(source.next("mail"));
                }
            }));
        }
        for (Future<?> client : clients) {
            client.get();
        }
        threads.shutdown();
        assertThat(names).hasSize(400).contains("mail-job-0000000000", "mail-job-0000000399");
    }

    @Test
    void aForgottenNameIsNotGivenAgain() throws Exception {
        CuratorFramework client = SERVER.client();
        UniqueNames source = new UniqueNames(client, "/forgotten");
        String first = source.next("a");
        source.forget(first);
        assertThat(source.next("b")).isEqualTo("b-job-0000000001");
        assertThat(client.getChildren().forPath("/forgotten")).containsExactly("job-0000000001");
        assertThatThrownBy(() -> source.forget("a-3")).hasMessageContaining("not an id of /forgotten: a-3");
    }

    @Test
    void numbersAreTheParentsWhateverTheNames() throws Exception {
        CuratorFramework client = SERVER.client();
        for (int i = 1; i <= 4; i++) {
            client.create()
                    .creatingParentsIfNeeded()
                    .withMode(CreateMode.EPHEMERAL_SEQUENTIAL)
                    .forPath("/testRootPath/testChildPath" + i);
        }
        List<String> children = client.getChildren().forPath("/testRootPath");
        assertThat(Sequence.sorted(children))
                .containsExactly(
                        "testChildPath10000000000",
                        "testChildPath20000000001",
                        "testChildPath30000000002",
                        "testChildPath40000000003");
    }

    @Test
    void theOrderIsThatOfTheNumbersAtTheEnd() {
        assertThat(Sequence.sorted(List.of("a0000000010", "b0000000009", "c-0000000001")))
                .containsExactly("c-0000000001", "b0000000009", "a0000000010");
        assertThatThrownBy(() -> Sequence.number("element3")).hasMessageContaining("element3");
    }

    @Test
    void aDomainIsResolvedWithoutAskingAndItsMovesArePushed() throws Exception {
        Map<String, Optional<Endpoint>> pushed = new ConcurrentHashMap<>();
        DomainNames operator = new DomainNames(SERVER.client(), "/dns");
        operator.register("shop.example.org", Endpoint.parse("10.0.0.1:8080"));
        try (DomainNames application =
                new DomainNames(SERVER.client(), "/dns").listen(pushed::put).start(PATIENCE)) {
            assertThat(application.resolve("shop.example.org")).contains(new Endpoint("10.0.0.1", 8080));
            operator.register("shop.example.org", Endpoint.parse("10.0.0.2:8081"));
            Await.until(() ->
                    assertThat(pushed).containsEntry("shop.example.org", Optional.of(new Endpoint("10.0.0.2", 8081))));
            assertThat(application.resolve("shop.example.org")).contains(new Endpoint("10.0.0.2", 8081));
            operator.remove("shop.example.org");
            Await.until(() -> assertThat(pushed).containsEntry("shop.example.org", Optional.empty()));
            assertThat(application.resolve("shop.example.org")).isEmpty();
        }
    }

    @Test
    void whatIsNoAddressIsNamed() throws Exception {
        CuratorFramework client = SERVER.client();
        client.create().creatingParentsIfNeeded().forPath("/dns/bad.example.org", "somewhere".getBytes());
        try (DomainNames application = new DomainNames(client, "/dns").start(PATIENCE)) {
            assertThatThrownBy(() -> application.resolve("bad.example.org"))
                    .isInstanceOf(RecipeException.class)
                    .hasMessageContaining("/dns/bad.example.org")
                    .hasMessageContaining("somewhere");
        }
        assertThatThrownBy(() -> Endpoint.parse("host:70000")).hasMessageContaining("70000");
        assertThatThrownBy(() -> Endpoint.parse(":80")).hasMessageContaining(":80");
    }
}
