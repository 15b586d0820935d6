package io.coordkit.statestore.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProtoMessageTest {

    private static ProtoMessage hex(String hex) {
        return ProtoMessage.parse(HexFormat.of().parseHex(hex));
    }

    @Test
    void readingAndWritingIsTheIdentityEvenForFieldsThatNobodyKnows() {
        // int32 1, fixed64 2, string 3, fixed32 4, an unknown field 1000, and field 1 again, not in canonical form.
        String bytes = "0801" + "110102030405060708" + "1a0161" + "2501020304" + "c23e0100" + "088100";
        assertThat(hex(bytes).toString()).isEqualTo(bytes);
        assertThat(hex(bytes).int32(1, 0)).as("the last value wins").isEqualTo(1);
    }

    @Test
    void changingOneFieldLeavesTheOthersWhereTheyAre() {
        ProtoMessage message = hex("0801" + "c23e0100" + "1a0161");
        assertThat(message.withVarint(1, 300)).hasToString("08ac02" + "c23e0100" + "1a0161");
        assertThat(message.withString(3, "bc")).hasToString("0801" + "c23e0100" + "1a026263");
        assertThat(message.withBytes(2, new byte[0])).hasToString("0801" + "1200" + "c23e0100" + "1a0161");
    }

    @Test
    void fieldsAreWrittenInTheOrderOfTheirNumbers() {
        assertThat(ProtoMessage.EMPTY.withVarint(2, 5).withVarint(1, 1).withString(3, "x"))
                .hasToString("080110051a0178");
    }

    @Test
    void negativeNumbersTakeTenBytes() {
        ProtoMessage message = ProtoMessage.EMPTY.withVarint(9, -1000);
        assertThat(message).hasToString("4898f8ffffffffffffff01");
        assertThat(message.int32(9, 0)).isEqualTo(-1000);
    }

    @Test
    void occurrencesOfAMessageAreMerged() {
        assertThat(hex("0a020801" + "0a021005").message(1)).contains(hex("08011005"));
    }

    @Test
    void repeatedMessagesAreReplacedTogether() {
        ProtoMessage message = hex("0a020801" + "1001" + "0a020802");
        assertThat(message.messages(1)).containsExactly(hex("0801"), hex("0802"));
        assertThat(message.withMessages(1, List.of(hex("0803")))).hasToString("0a020803" + "1001");
        assertThat(message.withMessages(1, List.of())).hasToString("1001");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "08",
                "0880",
                "0a",
                "0a05",
                "0a0561",
                "0a80808080808080808001",
                "11010203",
                "0b",
                "0c",
                "00",
                "0f",
                "08ffffffffffffffffffff01"
            })
    void bytesThatAreNoMessageAreRefused(String bytes) {
        assertThatThrownBy(() -> hex(bytes)).isInstanceOf(ProtoFormatException.class);
    }

    @Test
    void aFieldOfAnotherTypeIsRefused() {
        assertThatThrownBy(() -> hex("0801").string(1, "")).isInstanceOf(ProtoFormatException.class);
        assertThatThrownBy(() -> hex("0a00").int64(1, 0)).isInstanceOf(ProtoFormatException.class);
    }

    @Test
    void randomBytesAreEitherKeptOrRefused() {
        Random random = new Random(20261123);
        int parsed = 0;
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = new byte[random.nextInt(12)];
            random.nextBytes(bytes);
            try {
                assertThat(ProtoMessage.parse(bytes).toBytes()).isEqualTo(bytes);
                parsed++;
            } catch (ProtoFormatException e) {
                assertThat(e).hasMessageMatching("(?s).+");
            }
        }
        assertThat(parsed).isPositive();
    }
}
