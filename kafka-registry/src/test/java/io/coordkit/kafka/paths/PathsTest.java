package io.coordkit.kafka.paths;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Paths as the documentation of the layout spells them. */
class PathsTest {
    @Test
    void clusterPaths() {
        assertThat(ClusterPaths.broker(3)).isEqualTo("/brokers/ids/3");
        assertThat(ClusterPaths.brokerId("/brokers/ids/3")).hasValue(3);
        assertThat(ClusterPaths.brokerId("/brokers/ids/x")).isEmpty();
        assertThat(ClusterPaths.TOP_LEVEL).hasSize(14).doesNotHaveDuplicates();
    }

    @Test
    void topicPaths() {
        TopicPath topic = new TopicPath("login");

        assertThat(topic.node()).isEqualTo("/brokers/topics/login");
        assertThat(topic.state(3)).isEqualTo("/brokers/topics/login/partitions/3/state");
        assertThat(topic.config()).isEqualTo("/config/topics/login");
        assertThat(topic.deletionMark()).isEqualTo("/admin/delete_topics/login");
    }

    @Test
    void groupPaths() {
        GroupPath group = new GroupPath("g1");
        TopicPartition partition = new TopicPartition("login", 3);

        assertThat(group.id("g1_a")).isEqualTo("/consumers/g1/ids/g1_a");
        assertThat(group.owner(partition)).isEqualTo("/consumers/g1/owners/login/3");
        assertThat(group.offset(partition)).isEqualTo("/consumers/g1/offsets/login/3");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "a/b", "a b", "ü"})
    void illegalNamesAreRefused(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> new TopicPath(name));
        assertThatIllegalArgumentException().isThrownBy(() -> new GroupPath(name));
    }
}
