package io.coordkit.elector.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.apache.hadoop.hdfs.server.namenode.ha.proto.HAZKInfoProtos;
import org.apache.hadoop.thirdparty.protobuf.InvalidProtocolBufferException;
import org.apache.hadoop.yarn.proto.YarnServerResourceManagerServiceProtos.ActiveRMInfoProto;
import org.junit.jupiter.api.Test;

/** The bytes of YARN's and HDFS's members, against recorded bytes and against Hadoop's own classes. */
final class MemberInfoTest {
    private static final String RM1 = "0a0c7961726e5f636c75737465721203726d31";
    private static final String RM2 = "0a1670736575646f2d7961726e2d726d2d636c75737465721203726d32";
    private static final String NN1 = "0a096d79636c757374657212036e6e311a0f6e6e312e6578616d706c652e6f726720d43e28d33e";

    private static byte[] hex(String hex) {
        return HexFormat.of().parseHex(hex);
    }

    @Test
    void goldenResourceManagers() {
        ActiveRmInfo rm1 = new ActiveRmInfo("yarn_cluster", "rm1");
        assertThat(rm1.toBytes()).isEqualTo(hex(RM1));
        assertThat(new ActiveRmInfo("pseudo-yarn-rm-cluster", "rm2").toBytes()).isEqualTo(hex(RM2));
        assertThat(ActiveRmInfo.parse(hex(RM1))).isEqualTo(rm1);
        assertThat(MemberInfo.recognise(hex(RM1))).isEqualTo(rm1);
        assertThat(rm1.describe()).isEqualTo("ResourceManager rm1 of cluster yarn_cluster");
    }

    @Test
    void goldenNameNode() {
        ActiveNodeInfo nn1 = new ActiveNodeInfo("mycluster", "nn1", "nn1.example.org", 8020, 8019);
        assertThat(nn1.toBytes()).isEqualTo(hex(NN1));
        assertThat(ActiveNodeInfo.parse(hex(NN1))).isEqualTo(nn1);
        assertThat(MemberInfo.recognise(hex(NN1))).isEqualTo(nn1);
        assertThat(nn1.describe()).contains("nn1.example.org:8020").contains("8019");
    }

    @Test
    void otherDataIsKeptAsItIs() {
        for (String free : new String[] {"", "host-1:1234", "{\"id\":7}"}) {
            byte[] bytes = free.getBytes(StandardCharsets.UTF_8);
            assertThat(MemberInfo.recognise(bytes)).isEqualTo(new OpaqueInfo(bytes));
            assertThat(new OpaqueInfo(bytes).describe()).isEqualTo("\"" + free + "\"");
        }
        assertThat(new OpaqueInfo(hex("00ff")).describe()).isEqualTo("0x00ff");
    }

    @Test
    void requiredFieldsAreRequired() {
        assertThatThrownBy(() -> ActiveNodeInfo.parse(hex(RM1)))
                .isInstanceOf(MalformedDataException.class)
                .hasMessageContaining("required");
    }

    @Test
    void writtenAsHadoopWrites() {
        Random random = new Random(11);
        for (int i = 0; i < 500; i++) {
            String a = text(random);
            String b = text(random);
            int port = random.nextInt();
            ActiveRMInfoProto rm =
                    ActiveRMInfoProto.newBuilder().setClusterId(a).setRmId(b).build();
            assertThat(new ActiveRmInfo(a, b).toBytes()).isEqualTo(rm.toByteArray());
            HAZKInfoProtos.ActiveNodeInfo node = HAZKInfoProtos.ActiveNodeInfo.newBuilder()
                    .setNameserviceId(a)
                    .setNamenodeId(b)
                    .setHostname(a + b)
                    .setPort(port)
                    .setZkfcPort(port >>> 20)
                    .build();
            ActiveNodeInfo ours = new ActiveNodeInfo(a, b, a + b, port, port >>> 20);
            assertThat(ours.toBytes()).isEqualTo(node.toByteArray());
            assertThat(ActiveNodeInfo.parse(node.toByteArray())).isEqualTo(ours);
        }
    }

    private static String text(Random random) {
        return random.ints(random.nextInt(200), ' ', 0x800)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /** Damaged and random bytes: what Hadoop's parser refuses, ours refuses; what it reads, ours reads alike. */
    @Test
    void readAsHadoopReads() {
        Random random = new Random(12);
        byte[][] seeds = {hex(RM1), hex(RM2), hex(NN1), hex("1b0801" + "1c"), hex("2300"), hex("0dffffffff" + RM1)};
        int read = 0;
        for (int i = 0; i < 50_000; i++) {
            byte[] bytes = damage(seeds[random.nextInt(seeds.length)].clone(), random);
            read += agreeOnRm(bytes) ? 1 : 0;
            read += agreeOnNode(bytes) ? 1 : 0;
        }
        assertThat(read).isBetween(10_000, 90_000);
    }

    private static byte[] damage(byte[] bytes, Random random) {
        for (int hits = random.nextInt(3); hits > 0; hits--) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        return Arrays.copyOf(bytes, bytes.length - (random.nextInt(4) == 0 ? random.nextInt(bytes.length) : 0));
    }

    private static boolean agreeOnRm(byte[] bytes) {
        try {
            ActiveRMInfoProto proto = ActiveRMInfoProto.parseFrom(bytes);
            assertThat(ActiveRmInfo.parse(bytes))
                    .describedAs(HexFormat.of().formatHex(bytes))
                    .isEqualTo(new ActiveRmInfo(proto.getClusterId(), proto.getRmId()));
            return true;
        } catch (InvalidProtocolBufferException refused) {
            assertThatThrownBy(() -> ActiveRmInfo.parse(bytes))
                    .describedAs(HexFormat.of().formatHex(bytes) + " " + refused.getMessage())
                    .isInstanceOf(MalformedDataException.class);
            return false;
        }
    }

    private static boolean agreeOnNode(byte[] bytes) {
        try {
            HAZKInfoProtos.ActiveNodeInfo proto = HAZKInfoProtos.ActiveNodeInfo.parseFrom(bytes);
            assertThat(ActiveNodeInfo.parse(bytes))
                    .describedAs(HexFormat.of().formatHex(bytes))
                    .isEqualTo(new ActiveNodeInfo(
                            proto.getNameserviceId(),
                            proto.getNamenodeId(),
                            proto.getHostname(),
                            proto.getPort(),
                            proto.getZkfcPort()));
            return true;
        } catch (InvalidProtocolBufferException refused) {
            assertThatThrownBy(() -> ActiveNodeInfo.parse(bytes))
                    .describedAs(HexFormat.of().formatHex(bytes) + " " + refused.getMessage())
                    .isInstanceOf(MalformedDataException.class);
            return false;
        }
    }
}
