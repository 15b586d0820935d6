package io.coordkit.elector;

import static org.assertj.core.api.Assertions.assertThat;

import io.coordkit.elector.Contender.Kind;
import io.coordkit.elector.paths.ElectionPaths;
import io.coordkit.server.CoordServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.curator.framework.AuthInfo;
import org.apache.curator.framework.CuratorFramework;
import org.apache.zookeeper.ZooDefs;
import org.apache.zookeeper.data.ACL;
import org.apache.zookeeper.data.Id;
import org.apache.zookeeper.data.Stat;
import org.apache.zookeeper.server.auth.DigestAuthenticationProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Hadoop's own elector and ours in one election, in either role, and the znodes that each combination leaves behind. */
final class HadoopConformanceTest {
    private static final ElectionPaths PATHS = ElectionPaths.yarn("pseudo-yarn-rm-cluster");

    @TempDir
    Path directory;

    private CoordServer server;
    private ElectorConfig config;
    private CuratorFramework client;

    @BeforeEach
    void start() throws Exception {
        server = CoordServer.builder()
                .dataDirectory(directory)
                .tickTime(Duration.ofMillis(200))
                .start();
        String acl = DigestAuthenticationProvider.generateDigest("elector:secret");
        config = ElectorConfig.of(server.connectString(), PATHS)
                .withSessionTimeout(Duration.ofSeconds(4))
                .withAcl(List.of(
                        new ACL(ZooDefs.Perms.ALL, new Id("digest", acl)),
                        new ACL(ZooDefs.Perms.READ, ZooDefs.Ids.ANYONE_ID_UNSAFE)))
                .withAuth(List.of(new AuthInfo("digest", "elector:secret".getBytes(StandardCharsets.UTF_8))));
        client = config.newClient();
        client.start();
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    @ParameterizedTest
    @CsvSource({"OURS,HADOOPS", "HADOOPS,OURS", "OURS,OURS", "HADOOPS,HADOOPS"})
    void theNextActiveFencesTheOneWhoseSessionDied(Kind first, Kind second) throws Exception {
        try (Contender a = first.contender("a", config);
                Contender b = second.contender("b", config)) {
            a.ensureParent();
            a.join();
            Await.until("a active", a::isActive);
            b.join();
            Await.until("b standby", b::isStandby);
            // The victim may come back before the other wins; then its session dies again.
            Await.until("b active", () -> {
                if (a.isActive()) {
                    int before = a.journal.calls.size();
                    a.sessions.kill(server.connectString());
                    Await.until("a knows", () -> a.journal.calls.size() > before);
                }
                return b.isActive();
            });
            assertThat(b.journal.calls).containsSubsequence("standby", "fence a", "active");
            Await.until("a standby", a::isStandby);
            assertThat(a.journal.calls).containsSubsequence("active", "neutral", "standby");
        }
    }

    @ParameterizedTest
    @CsvSource({"OURS,HADOOPS", "HADOOPS,OURS"})
    void whoeverLeavesInGoodOrderIsNotFenced(Kind first, Kind second) throws Exception {
        try (Contender a = first.contender("a", config);
                Contender b = second.contender("b", config)) {
            a.ensureParent();
            a.join();
            Await.until("a active", a::isActive);
            b.join();
            Await.until("b standby", b::isStandby);
            a.quit(false);
            Await.until("b active", b::isActive);
            assertThat(b.journal.calls).containsExactly("standby", "active");
            assertThat(a.journal.calls).containsExactly("active", "quit");
        }
    }

    @ParameterizedTest
    @CsvSource({"OURS,HADOOPS", "HADOOPS,OURS"})
    void aServiceThatCannotBecomeActiveLetsTheOtherWinAndIsFenced(Kind first, Kind second) throws Exception {
        try (Contender a = first.contender("a", config);
                Contender b = second.contender("b", config)) {
            a.ensureParent();
            b.join();
            Await.until("b active", b::isActive);
            a.join();
            Await.until("a standby", a::isStandby);
            a.journal.refusesToBecomeActive.set(true);
            b.quit(true);
            Await.until("a tried", () -> a.journal.calls.contains("active"));
            b.join();
            Await.until("b active", b::isActive);
            a.journal.refusesToBecomeActive.set(false);
            assertThat(a.journal.calls).startsWith("standby", "fence b", "active");
            assertThat(b.journal.calls).endsWith("fence a", "active");
        }
    }

    /** The same script by every combination of electors leaves the same znodes at every point. */
    @Test
    void znodesAreEqualWhoeverWritesThem() throws Exception {
        List<List<String>> transcripts = new ArrayList<>();
        for (Kind first : Kind.values()) {
            for (Kind second : Kind.values()) {
                transcripts.add(transcript(first, second));
            }
        }
        assertThat(transcripts.get(0)).hasSize(6);
        assertThat(transcripts).allSatisfy(each -> assertThat(each).isEqualTo(transcripts.get(0)));
    }

    private List<String> transcript(Kind first, Kind second) throws Exception {
        List<String> transcript = new ArrayList<>();
        try (Contender a = first.contender("a", config);
                Contender b = second.contender("b", config)) {
            a.ensureParent();
            transcript.add(tree("/yarn-leader-election"));
            a.join();
            Await.until("a active", a::isActive);
            transcript.add(tree("/yarn-leader-election"));
            b.join();
            Await.until("b standby", b::isStandby);
            a.quit(true);
            Await.until("b active", b::isActive);
            transcript.add(tree("/yarn-leader-election"));
            a.join();
            Await.until("a standby", a::isStandby);
            b.quit(true);
            Await.until("a active", a::isActive);
            transcript.add(tree("/yarn-leader-election"));
            a.quit(false);
            transcript.add(tree("/yarn-leader-election"));
            b.join();
            Await.until("b active", b::isActive);
            transcript.add(tree("/yarn-leader-election"));
        }
        Await.until("lock gone", () -> client.checkExists().forPath(PATHS.lock()) == null);
        new ParentZnode(config).clear();
        client.delete().forPath("/yarn-leader-election");
        return transcript;
    }

    /** Paths, data, ACLs, data versions and kinds of a subtree. */
    private String tree(String path) throws Exception {
        Stat stat = new Stat();
        byte[] data = client.getData().storingStatIn(stat).forPath(path);
        StringBuilder text = new StringBuilder(path)
                .append(" data=")
                .append(data == null ? "null" : "'" + new String(data, StandardCharsets.UTF_8) + "'")
                .append(" version=")
                .append(stat.getVersion())
                .append(stat.getEphemeralOwner() == 0 ? " persistent " : " ephemeral ")
                .append(client.getACL().forPath(path))
                .append('\n');
        for (String child : client.getChildren().forPath(path).stream().sorted().toList()) {
            text.append(tree(path + "/" + child));
        }
        return text.toString();
    }

    @ParameterizedTest
    @EnumSource
    void ancestorsGetTheElectionsAcl(Kind kind) throws Exception {
        client.create().withACL(ZooDefs.Ids.OPEN_ACL_UNSAFE).forPath("/yarn-leader-election", new byte[] {7});
        try (Contender contender = kind.contender("a", config)) {
            contender.ensureParent();
            contender.ensureParent();
        }
        assertThat(client.getData().forPath("/yarn-leader-election")).containsExactly(7);
        assertThat(client.getData().forPath(PATHS.parent())).isEmpty();
        for (String path : PATHS.ancestry()) {
            assertThat(client.getACL().forPath(path)).isEqualTo(config.acl());
        }
        assertThat(client.checkExists().forPath("/yarn-leader-election").getAversion())
                .isEqualTo(1);
    }
}
