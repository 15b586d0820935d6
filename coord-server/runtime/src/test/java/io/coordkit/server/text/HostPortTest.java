package io.coordkit.server.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;

class HostPortTest {
    @Test
    void writesWhatAConnectStringHolds() throws Exception {
        assertThat(HostPort.of(new InetSocketAddress("127.0.0.1", 2181))).isEqualTo("127.0.0.1:2181");
        assertThat(HostPort.of(new InetSocketAddress(InetAddress.getByName("::1"), 2181)))
                .isEqualTo("[0:0:0:0:0:0:0:1]:2181");
        assertThat(HostPort.of(InetSocketAddress.createUnresolved("zk1", 2181))).isEqualTo("zk1:2181");
    }

    @Test
    void everyAddressIsZerosWhicheverKindTheSystemTakesIt() throws Exception {
        assertThat(HostPort.of(new InetSocketAddress(2181))).isEqualTo("0.0.0.0:2181");
        assertThat(HostPort.of(new InetSocketAddress(InetAddress.getByName("::"), 2181)))
                .isEqualTo("0.0.0.0:2181");
    }
}
