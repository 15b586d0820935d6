package io.coordkit.server.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import org.junit.jupiter.api.Test;

class FreePortsTest {
    /** More than one block of them. */
    @Test
    void manyPortsAtOnceAreAllDifferentAndInTheRange() throws IOException {
        List<Integer> ports = FreePorts.find(1_200);
        assertThat(ports).doesNotHaveDuplicates().hasSize(1_200);
        assertThat(ports).allMatch(port -> port >= FreePorts.FIRST && port < FreePorts.FIRST + FreePorts.COUNT);
    }

    @Test
    void whereSomebodyListensIsNotFree() throws IOException {
        int port = FreePorts.find(1).get(0);
        assertThat(FreePorts.isFree(port)).isTrue();
        try (var listening = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            assertThat(FreePorts.isFree(listening.getLocalPort())).isFalse();
        }
    }
}
