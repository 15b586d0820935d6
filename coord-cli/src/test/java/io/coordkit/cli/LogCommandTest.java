package io.coordkit.cli;

import static io.coordkit.cli.files.LogFixture.create;
import static io.coordkit.cli.files.LogFixture.set;
import static org.assertj.core.api.Assertions.assertThat;

import io.coordkit.cli.files.LogFixture;
import io.coordkit.core.txn.Txn;
import io.coordkit.core.wire.ErrorCode;
import io.coordkit.core.wire.OpCode;
import io.coordkit.server.CoordServer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Scanner;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.ZooDefs;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.server.persistence.TxnLogToolkit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogCommandTest {

    private static final long FILE_HEADER_BYTES = 16;
    private static final long RECORD_HEADER_BYTES = 12;

    @TempDir
    Path home;

    private Path data;
    private LogFixture fixture;

    @BeforeEach
    void makeDirectory() {
        data = home.resolve("data");
        fixture = new LogFixture(data.resolve("version-2"));
    }

    @Test
    void dumpsALineForEachTransaction() {
        fixture.log(1, create("/a", "one\n"), set("/a", "two", 1), new Txn.Delete(OpCode.DELETE, "/a,b"));
        ToolRun dump = ToolRun.of("log", "dump", data);
        assertThat(dump.exitCode()).isZero();
        assertThat(dump.out())
                .hasSize(5)
                .startsWith("ZooKeeper Transactional Log File with dbid 0 txnlog format version 2")
                .endsWith("EOF reached after 3 txns.");
        assertThat(dump.out().get(1))
                .endsWith(" session 0x11 cxid 0x1 zxid 0x1 create /a,one\\u000a,[31,s{'world,'anyone}],false,-1");
        assertThat(dump.out().get(3)).endsWith(" zxid 0x3 delete '/a%2Cb");
    }

    @Test
    void dumpsJsonWithThePlaceOfEachRecord() {
        Path log = fixture.log(1, create("/a", "one"));
        assertThat(ToolRun.of("log", "dump", "--json", data).out())
                .singleElement()
                .isEqualTo("{\"zxid\":\"0x1\",\"time\":\"2026-11-23T10:00:01.000Z\",\"session\":\"0x11\",\"cxid\":1,"
                        + "\"type\":\"create\",\"path\":\"/a\",\"data\":\"one\","
                        + "\"acl\":[{\"perms\":31,\"scheme\":\"world\",\"id\":\"anyone\"}],\"ephemeral\":false,"
                        + "\"parentCversion\":-1,\"file\":\"" + log + "\",\"offset\":16}");
    }

    @Test
    void findsNothingWrongWithAGoodLog() {
        fixture.log(1, create("/a", ""), create("/b", ""));
        fixture.log(3, create("/c", ""));
        fixture.log(0x1_0000_0001L, create("/d", ""));
        ToolRun check = ToolRun.of("log", "check", data);
        assertThat(check.out()).hasSize(4).endsWith("nothing is wrong");
        assertThat(check.exitCode()).isZero();
    }

    @Test
    void namesFileOffsetAndZxidOfDamageAndGoesOnBehindIt() throws IOException {
        Path log = fixture.log(1, create("/a", ""), create("/b", ""));
        LogFixture.damage(log, FILE_HEADER_BYTES + RECORD_HEADER_BYTES + 30);
        ToolRun check = ToolRun.of("log", "check", data);
        assertThat(check.exitCode()).isEqualTo(1);
        assertThat(check.out())
                .containsExactly(
                        log + ": 2 records, 0x1 to 0x2",
                        "  PROBLEM offset 16, zxid 0x1: wrong checksum of the record that reads as zxid 0x1",
                        "1 problem");
    }

    @Test
    void findsGapsRepetitionsAndWrongNames() throws IOException {
        fixture.log(1, create("/a", ""));
        Path second = fixture.log(4, create("/b", ""));
        Files.move(second, second.resolveSibling("log.3"));
        fixture.log(0x1_0000_0005L, create("/c", ""));
        ToolRun check = ToolRun.of("log", "check", data);
        assertThat(check.exitCode()).isEqualTo(1);
        assertThat(check.out())
                .contains(
                        "  PROBLEM the name promises zxid 0x3, but the first record is 0x4",
                        "  PROBLEM offset 16, zxid 0x4: follows 0x1; 2 in between are missing",
                        "  PROBLEM offset 16, zxid 0x100000005: follows 0x4; the beginning of its epoch is missing",
                        "3 problems");
    }

    @Test
    void takesATornEndForACrashInTheNewestFileOnly() throws IOException {
        Path first = fixture.log(1, create("/a", ""), create("/b", ""));
        LogFixture.shorten(first, 3);
        assertThat(ToolRun.of("log", "check", data).exitCode()).isZero();
        fixture.log(2, create("/b", ""));
        ToolRun check = ToolRun.of("log", "check", data);
        assertThat(check.exitCode()).isEqualTo(1);
        assertThat(check.out())
                .anyMatch(line -> line.startsWith("  PROBLEM an incomplete record at offset ")
                        && line.endsWith(", and this is not the newest file"));
    }

    @Test
    void findsWhoChangedAZnode() {
        Txn.Multi multi = new Txn.Multi(List.of(set("/x", "3", 2), create("/other", "")));
        Txn.Multi refused = new Txn.Multi(List.of(set("/x", "4", 3), Txn.Failed.of(ErrorCode.NO_NODE)));
        fixture.log(
                1,
                create("/x", "1"),
                create("/x/below", ""),
                set("/x", "2", 1),
                multi,
                refused,
                create("/xy", ""),
                new Txn.CloseSession(List.of("/x"), true));
        assertThat(zxids("--path", "/x")).containsExactly("0x1", "0x3", "0x4", "0x7");
        assertThat(zxids("--path", "/x", "-R")).containsExactly("0x1", "0x2", "0x3", "0x4", "0x7");
        assertThat(zxids("--path", "/x", "--session", "0x13")).containsExactly("0x3");
        assertThat(zxids("--path", "/x", "--from", "0x2", "--to", "4")).containsExactly("0x3", "0x4");
        assertThat(zxids("--path", "/x", "--from", "2026-11-23T10:00:03.5Z")).containsExactly("0x4", "0x7");
        assertThat(ToolRun.of("log", "search", "--path", "/x", "--from", "0x4", "--to", "0x4", data)
                        .out())
                .singleElement()
                .asString()
                .as("only the part that concerns it")
                .endsWith("setData /x,3,2");
        assertThat(ToolRun.of("log", "search", "--path", "/never", data).exitCode())
                .isEqualTo(1);
    }

    private List<String> zxids(String... options) {
        var words = new ArrayList<Object>(List.of("log", "search"));
        words.addAll(List.of(options));
        words.add(data);
        return ToolRun.of(words.toArray()).out().stream()
                .map(line -> line.replaceFirst(".* zxid (\\S+) .*", "$1"))
                .toList();
    }

    @Test
    void readsBesideARunningServer() throws Exception {
        Path served = home.resolve("served");
        try (CoordServer server = CoordServer.builder().dataDirectory(served).start();
                ZooKeeper client = new ZooKeeper(server.connectString(), 30_000, event -> {})) {
            client.create("/x", new byte[0], ZooDefs.Ids.OPEN_ACL_UNSAFE, CreateMode.EPHEMERAL);
            String session = "session 0x" + Long.toHexString(client.getSessionId());
            assertThat(ToolRun.of("log", "search", "--path", "/x", served).out())
                    .singleElement()
                    .asString()
                    .contains(session, " create /x,,");
            assertThat(ToolRun.of("log", "check", served).exitCode()).isZero();
            client.delete("/x", 0);
        }
    }

    @Test
    void comparesWhatBothHave() {
        fixture.log(1, create("/a", ""), create("/b", ""), create("/c", "left"));
        Path other = home.resolve("other");
        new LogFixture(other).log(2, create("/b", ""), create("/c", "right"), create("/d", ""));
        ToolRun compare = ToolRun.of("log", "compare", data, other);
        assertThat(compare.exitCode()).isEqualTo(1);
        assertThat(compare.out())
                .hasSize(5)
                .anyMatch(line -> line.startsWith("< ") && line.contains("zxid 0x3 create /c,left"))
                .anyMatch(line -> line.startsWith("> ") && line.contains("zxid 0x3 create /c,right"))
                .contains(
                        "1 transactions are the same, 1 differ",
                        "only left: 1 from before the other begins, 0 from after its end",
                        "only right: 0 and 1");
        assertThat(ToolRun.of("log", "compare", data, data).exitCode()).isZero();
    }

    @Test
    void chopsIntoANewFile() throws IOException {
        Path log = fixture.log(1, create("/a", ""), create("/b", ""), create("/c", ""));
        byte[] before = Files.readAllBytes(log);
        assertThat(ToolRun.of("log", "chop", "-z", "0x2", log).exitCode()).isZero();
        assertThat(ToolRun.of("log", "dump", log + ".chopped2").out()).endsWith("EOF reached after 2 txns.");
        assertThat(log).hasBinaryContent(before);
        assertThat(ToolRun.of("log", "chop", "-z", "0x2", log).err()).endsWith(".chopped2: exists already");
        assertThat(ToolRun.of("log", "chop", "-z", "3", log).err()).contains("nothing to cut off");
        assertThat(ToolRun.of("log", "chop", "-z", "9", log).err()).contains("there is no transaction 0x9 in it");
    }

    @Test
    void recoversWhatCanBeRead() throws IOException {
        Path log = fixture.log(1, create("/a", ""), create("/b", "data"), create("/c", ""));
        long second = offsetOf(log, 1);
        LogFixture.damage(log, offsetOf(log, 2) - 20);
        LogFixture.shorten(log, 1);
        byte[] before = Files.readAllBytes(log);

        ToolRun cut = ToolRun.of("log", "recover", "--cut", "-o", home.resolve("log.1"), log);
        assertThat(cut.out().get(0)).startsWith("cut off at offset " + second + ": wrong checksum");
        assertThat(ToolRun.of("log", "check", home.resolve("log.1")).exitCode()).isZero();

        ToolRun kept = ToolRun.of("log", "recover", "-y", log);
        assertThat(kept.out())
                .anyMatch(line -> line.startsWith("cut off at an incomplete record"))
                .anyMatch(line -> line.startsWith(log + ".fixed: 2 records, 1 of them with a new checksum"));
        assertThat(ToolRun.of("log", "dump", log + ".fixed").exitCode()).isZero();
        assertThat(log).hasBinaryContent(before);
    }

    /** Behind the same records the reference's file is filled with zeros. */
    @Test
    void recoversWrongChecksumsAsTheReferenceDoes() throws Exception {
        Path log = fixture.log(1, create("/a", ""), create("/b", "data"), create("/c", ""), create("/d", "x"));
        LogFixture.damage(log, offsetOf(log, 1) + 2);
        LogFixture.damage(log, offsetOf(log, 3) - 3);
        Path theirs = Files.copy(log, home.resolve("theirs"));
        try (TxnLogToolkit toolkit = new TxnLogToolkit(true, false, theirs.toString(), true)) {
            toolkit.dump(new Scanner(""));
        }
        assertThat(ToolRun.of("log", "recover", "-y", log).out())
                .containsExactly(
                        log + ".fixed: 4 records, 2 of them with a new checksum, " + Files.size(log) + " bytes");
        byte[] ours = Files.readAllBytes(Path.of(log + ".fixed"));
        try (InputStream fixed = Files.newInputStream(Path.of(theirs + ".fixed"))) {
            assertThat(fixed.readNBytes(ours.length)).isEqualTo(ours);
            assertThat(fixed.readNBytes(100)).containsOnly(0);
        }
    }

    @Test
    void writesNothingWhereThereIsNothingToRecoverFrom() {
        Path log = fixture.log(1, create("/a", ""));
        ToolRun recover = ToolRun.of("log", "recover", "-y", log);
        assertThat(recover.exitCode()).isZero();
        assertThat(recover.out()).containsExactly(log + ": nothing is wrong with it; no file was written");
        assertThat(Path.of(log + ".fixed")).doesNotExist();
    }

    @Test
    void saysWhatIsWrongInOneLine() throws IOException {
        Path noLog = Files.writeString(home.resolve("noise"), "this is no log, whatever its name may say");
        Path empty = Files.createDirectories(home.resolve("empty"));
        assertThat(ToolRun.of("log", "dump", noLog).err())
                .isEqualTo("coord: " + noLog + ": is no transaction log: short or wrong file header");
        assertThat(ToolRun.of("log", "dump", empty).err())
                .isEqualTo("coord: " + empty + ": there is no transaction log in it");
        assertThat(ToolRun.of("log", "dump", home.resolve("none")).err())
                .isEqualTo("coord: " + home.resolve("none") + ": no such file");
        assertThat(ToolRun.of("log", "search", "--from", "yesterday", empty).err())
                .contains("--from wants a zxid or a time such as 2026-11-23T10:15, not yesterday");
        assertThat(ToolRun.of("log", "chop", "-z", "x", noLog).exitCode()).isEqualTo(2);
    }

    private static long offsetOf(Path log, int record) {
        String json = ToolRun.of("log", "dump", "--json", log).out().get(record);
        return Long.parseLong(json.replaceFirst(".*\"offset\":(\\d+)}", "$1"));
    }
}
