package io.coordkit.it.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.testcontainers.containers.ContainerLaunchException;
import org.testcontainers.containers.output.ToStringConsumer;
import org.testcontainers.images.builder.Transferable;

/** What the image makes of the variables that people know from the official one, and of files of their own. */
@InContainers
class ImageConfigurationTest {

    @Test
    void variablesBecomeAConfiguration() throws Exception {
        try (ServerContainer server = new ServerContainer()
                .withEnv("ZOO_MY_ID", "7")
                .withEnv("ZOO_SERVERS", "server.7=localhost:2888:3888;2181")
                .withEnv("ZOO_TICK_TIME", "300")
                .withEnv("ZOO_INIT_LIMIT", "11")
                .withEnv("ZOO_SYNC_LIMIT", "6")
                .withEnv("ZOO_MAX_CLIENT_CNXNS", "9")
                .withEnv("ZOO_AUTOPURGE_PURGEINTERVAL", "2")
                .withEnv("ZOO_AUTOPURGE_SNAPRETAINCOUNT", "4")
                .withEnv("ZOO_STANDALONE_ENABLED", "false")
                .withEnv("ZOO_CFG_EXTRA", "snapCount=5000 maxSessionTimeout=9000")) {
            server.start();
            assertThat(server.getLogs()).contains("listening server=7 ").doesNotContain(" WARN ");
            assertThat(server.execInContainer("cat", "/tmp/zoo.cfg").getStdout().lines())
                    .containsExactlyInAnyOrder(
                            "dataDir=/data",
                            "tickTime=300",
                            "initLimit=11",
                            "syncLimit=6",
                            "maxClientCnxns=9",
                            "autopurge.snapRetainCount=4",
                            "autopurge.purgeInterval=2",
                            "standaloneEnabled=false",
                            "quorumListenOnAllIPs=true",
                            "server.7=localhost:2888:3888;2181",
                            "snapCount=5000",
                            "maxSessionTimeout=9000");
        }
    }

    @Test
    void aMemberTakesItsConfigurationAndNumberFromFiles() throws Exception {
        var file =
                Transferable.of("dataDir=/data\nclientPort=2181\ninitLimit=5\nsyncLimit=2\nquorumListenOnAllIPs=true\n"
                        + "server.1=other1:2888:3888\nserver.2=other2:2888:3888\n");
        try (ServerContainer server = new ServerContainer()
                .withCopyToContainer(file, "/conf/zoo.cfg")
                .withCopyToContainer(Transferable.of("2\n"), "/data/myid")
                .withEnv("ZOO_SERVERS", "server.9=ignored:2888:3888;2181")) {
            server.start();
            assertThat(server.getLogs()).contains("listening server=2 ");
        }
    }

    @Test
    void dataOfAnotherServerIsRefused() {
        var said = new ToStringConsumer();
        try (ServerContainer server = new ServerContainer()
                .withEnv("ZOO_MY_ID", "3")
                .withCopyToContainer(Transferable.of("2\n"), "/data/myid")
                .withLogConsumer(said)) {
            assertThatThrownBy(server::start).isInstanceOf(ContainerLaunchException.class);
            assertThat(said.toUtf8String()).contains("coord: /data is that of server 2, but ZOO_MY_ID is 3");
        }
    }
}
