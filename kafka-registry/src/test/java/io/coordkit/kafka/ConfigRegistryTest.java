package io.coordkit.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coordkit.kafka.codec.EntityConfig;
import io.coordkit.kafka.codec.MalformedNodeException;
import io.coordkit.kafka.paths.ConfigEntity;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.curator.framework.CuratorFramework;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Overrides under /config and their announcements. */
class ConfigRegistryTest extends ServerTest {
    private static final ConfigEntity LOGIN = ConfigEntity.topic("login");

    @Test
    void writesUnderTheVersionAndAnnounces() throws Exception {
        CuratorFramework client = client();
        ConfigRegistry configs = new ConfigRegistry(client);
        EntityConfig hour = EntityConfig.of(Map.of("retention.ms", "3600000"));

        assertThat(configs.read(LOGIN)).isEmpty();
        assertThat(configs.create(LOGIN, hour)).isTrue();
        assertThat(configs.create(LOGIN, EntityConfig.NONE)).isFalse();
        assertThat(configs.read(LOGIN)).contains(new Versioned<>(hour, 0));
        assertThat(text(client, "/config/topics/login"))
                .isEqualTo("{\"version\":1,\"config\":{\"retention.ms\":\"3600000\"}}");

        assertThat(configs.update(LOGIN, EntityConfig.NONE, 0)).isTrue();
        assertThat(configs.update(LOGIN, hour, 0)).isFalse();
        assertThat(client.getChildren().forPath("/config/changes"))
                .containsExactlyInAnyOrder("config_change_0000000000", "config_change_0000000001");
        assertThat(text(client, "/config/changes/config_change_0000000001"))
                .isEqualTo("{\"version\":2,\"entity_path\":\"topics/login\"}");
    }

    @Test
    void changesAreHeardOnceEachInOrderAndOnAfterAnExpiry() throws Exception {
        CuratorFramework client = client();
        CuratorFramework follower = client();
        ConfigRegistry configs = new ConfigRegistry(client);
        configs.create(ConfigEntity.broker(1), EntityConfig.NONE);
        client.create().forPath("/config/changes/config_change_0000000001", "\"login\"".getBytes(UTF_8));
        client.create()
                .forPath(
                        "/config/changes/config_change_0000000002",
                        "{\"version\":1,\"entity_type\":\"clients\",\"entity_name\":\"app\"}".getBytes(UTF_8));
        List<ConfigEntity> heard = new CopyOnWriteArrayList<>();
        try (ConfigChanges changes = new ConfigChanges(follower, heard::add)) {
            changes.start();
            Await.until(() -> assertThat(heard).containsExactly(ConfigEntity.broker(1), ConfigEntity.client("app")));
            expireSession(follower);
            client.create()
                    .forPath(
                            "/config/changes/config_change_0000000003",
                            "{\"version\":2,\"entity_path\":\"users/alice/clients/app\"}".getBytes(UTF_8));
            Await.until(() -> assertThat(heard).hasSize(3));
            assertThat(heard.get(2).node()).isEqualTo("/config/users/alice/clients/app");
        }
    }

    @Test
    void namesAreSanitizedAndDefaultsAreNot() {
        assertThat(ConfigEntity.user("a/b*").node()).isEqualTo("/config/users/a%2Fb%2A");
        assertThat(ConfigEntity.client("x y").node()).isEqualTo("/config/clients/x%20y");
        assertThat(ConfigEntity.defaultBroker().node()).isEqualTo("/config/brokers/<default>");
    }

    @Test
    void keepsWhatItDoesNotKnow() {
        String json = "{\"version\":1,\"config\":{\"a\":\"b\"},\"later\":[1]}";
        assertThat(new String(EntityConfig.decode("/p", json.getBytes(UTF_8)).encode(), UTF_8))
                .isEqualTo(json);
        assertThat(EntityConfig.decode("/p", null)).isEqualTo(EntityConfig.NONE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "[]", "{\"config\":7}", "{\"config\":{\"a\":7}}"})
    void malformedOverridesAreReportedWithTheirPathAndLeft(String json) throws Exception {
        CuratorFramework client = client();
        client.create().creatingParentsIfNeeded().forPath(LOGIN.node(), json.getBytes(UTF_8));
        ConfigRegistry configs = new ConfigRegistry(client);
        assertThatThrownBy(() -> configs.read(LOGIN))
                .isInstanceOf(MalformedNodeException.class)
                .hasMessageStartingWith("/config/topics/login: ");
        assertThat(configs.create(LOGIN, EntityConfig.NONE)).isFalse();
        assertThat(text(client, LOGIN.node())).isEqualTo(json);
    }
}
