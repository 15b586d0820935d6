package io.coordkit.core.election;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coordkit.core.wire.MalformedRecordException;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class NotificationTest {
    private static final Notification SAMPLE =
            new Notification(ServerState.LEADING, new Vote(3, 0x200000005L, 2), 7, 2, "version=0");
    private static final String BYTES = "00000002" // state
            + "0000000000000003" // leader
            + "0000000200000005" // zxid
            + "0000000000000007" // round
            + "0000000000000002" // epoch
            + "00000002" // format
            + "00000009" + "76657273696f6e3d30"; // membership

    @Test
    void hasTheDocumentedBytes() throws MalformedRecordException {
        assertThat(HexFormat.of().formatHex(SAMPLE.toBytes())).isEqualTo(BYTES);
        assertThat(Notification.read(SAMPLE.toBytes())).isEqualTo(SAMPLE);
    }

    @Test
    void readsOlderFormats() throws MalformedRecordException {
        byte[] bytes = SAMPLE.toBytes();
        assertThat(Notification.read(Arrays.copyOf(bytes, 28)))
                .isEqualTo(new Notification(ServerState.LEADING, new Vote(3, 0x200000005L, 2), 7, 0, ""));
        assertThat(Notification.read(Arrays.copyOf(bytes, 40)))
                .isEqualTo(new Notification(ServerState.LEADING, SAMPLE.vote(), 7, 0, ""));
        bytes[39] = 1;
        assertThat(Notification.read(bytes)).isEqualTo(new Notification(ServerState.LEADING, SAMPLE.vote(), 7, 1, ""));
    }

    @Test
    void refusesWhatIsNoNotification() {
        byte[] bytes = SAMPLE.toBytes();
        assertThatThrownBy(() -> Notification.read(new byte[0])).isInstanceOf(MalformedRecordException.class);
        assertThatThrownBy(() -> Notification.read(Arrays.copyOf(bytes, 27)))
                .isInstanceOf(MalformedRecordException.class);
        assertThatThrownBy(() -> Notification.read(Arrays.copyOf(bytes, bytes.length - 1)))
                .isInstanceOf(MalformedRecordException.class);
        bytes[3] = 9;
        assertThatThrownBy(() -> Notification.read(bytes)).isInstanceOf(MalformedRecordException.class);
    }
}
