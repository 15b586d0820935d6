package io.coordkit.failover;

import static org.assertj.core.api.Assertions.assertThat;

import io.coordkit.elector.ParentZnode;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The arguments and exit codes of {@code hdfs zkfc}, each beside Hadoop's own controller. */
final class FailoverCommandTest {
    @TempDir
    Path directory;

    private final Configuration more = new Configuration();
    private Pair pair;

    @BeforeEach
    void start() throws Exception {
        pair = new Pair(directory, more);
    }

    @AfterEach
    void stop() {
        pair.close();
    }

    private ExitCode ours(boolean agrees, String... arguments) throws InterruptedException {
        return new FailoverCommand(pair.conf, pair.group(0), question -> {
                    assertThat(question).contains("/hadoop-ha/" + Pair.NAME);
                    return agrees;
                })
                .run(arguments);
    }

    private int hadoops(String... arguments) throws Exception {
        return new Guard.Hadoops(new Configuration(pair.conf), pair.group(0)).run(arguments);
    }

    private void assertBoth(ExitCode expected, String... arguments) throws Exception {
        assertThat(ours(false, arguments)).isEqualTo(expected);
        assertThat(hadoops(arguments)).isEqualTo(expected.number());
    }

    @Test
    void numbersAreHadoops() {
        assertThat(List.of(ExitCode.values())).extracting(ExitCode::number).containsExactly(0, 1, 2, 3, 4, 5, 6);
    }

    @Test
    void automaticFailoverMayBeOff() throws Exception {
        pair.conf.setBoolean("test.automatic-failover", false);
        assertBoth(ExitCode.AUTO_FAILOVER_OFF);
        assertBoth(ExitCode.AUTO_FAILOVER_OFF, "-formatZK");
    }

    @Test
    void theZnodeMustBeThere() throws Exception {
        assertBoth(ExitCode.NO_PARENT_ZNODE);
    }

    @Test
    void fencingMustBeConfigured() throws Exception {
        pair.format();
        pair.conf.unset(Target.FENCING);
        assertBoth(ExitCode.NO_FENCER);
    }

    @Test
    void zooKeeperMustBeReachable() throws Exception {
        pair.conf.set("ha.zookeeper.quorum", "127.0.0.1:1");
        pair.conf.setInt("ha.zookeeper.session-timeout.ms", 200);
        pair.conf.setInt("ha.failover-controller.active-standby-elector.zk.op.retries", 1);
        assertBoth(ExitCode.NO_ZOOKEEPER);
        assertBoth(ExitCode.NO_ZOOKEEPER, "-formatZK");
    }

    @Test
    void formatsOnlyWhatIsNotThereUnlessToldOtherwise() throws Exception {
        ParentZnode parent = new ParentZnode(pair.election());
        assertThat(ours(false, "-formatZK", "-nonInteractive")).isEqualTo(ExitCode.OK);
        assertThat(parent.exists()).isTrue();
        assertBoth(ExitCode.FORMAT_DENIED, "-formatZK", "-nonInteractive");
        assertThat(ours(false, "-formatZK")).isEqualTo(ExitCode.FORMAT_DENIED);
        assertThat(ours(true, "-formatZK")).isEqualTo(ExitCode.OK);
        assertBoth(ExitCode.OK, "-formatZK", "-force");
        assertBoth(ExitCode.OK, "-formatZK", "-nonInteractive", "-force");
    }

    @Test
    void theExampleOfTheReadmeWorks() throws Exception {
        assertThat(FailoverExample.run(pair.conf, pair.target(0), pair.target(1), "-formatZK"))
                .isEqualTo(ExitCode.OK);
        assertThat(new ParentZnode(pair.election()).exists()).isTrue();
    }

    @Test
    void formattingForgetsTheOldActive() throws Exception {
        pair.format();
        pair.guard(0, Guard.Kind.OURS);
        Await.until("active", pair.service(0)::isActive);
        pair.guards.get(0).close();
        assertThat(pair.status().breadcrumb()).isPresent();
        assertThat(ours(true, "-formatZK", "-force")).isEqualTo(ExitCode.OK);
        assertThat(pair.status().breadcrumb()).isEmpty();
    }

    @Test
    void wordsThatItDoesNotKnowChangeNothing() throws Exception {
        assertThat(ours(true, "-formatzk")).isEqualTo(ExitCode.FAILED);
        assertThat(ours(true, "-formatZK", "-farce")).isEqualTo(ExitCode.FAILED);
        assertThat(new ParentZnode(pair.election()).exists()).isFalse();
    }

    @Test
    void runsUntilTheElectionIsImpossible() throws Exception {
        pair.format();
        CompletableFuture<ExitCode> exit = CompletableFuture.supplyAsync(() -> {
            try {
                return ours(false);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        Await.until("active", pair.service(0)::isActive);
        new ParentZnode(pair.election()).clear();
        assertThat(exit.get()).isEqualTo(ExitCode.FAILED);
    }
}
