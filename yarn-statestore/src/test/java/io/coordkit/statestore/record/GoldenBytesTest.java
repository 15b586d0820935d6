package io.coordkit.statestore.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coordkit.statestore.Samples;
import io.coordkit.statestore.codec.ProtoFormatException;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GoldenBytesTest {

    private static final HexFormat HEX = HexFormat.of();

    @ParameterizedTest
    @CsvSource({"0, 08011000", "1, 08011001", "2, 08011002", "3, 08011003", "4, 08011004", "5, 08011005"})
    void versions(int minor, String hex) {
        assertThat(new StoreVersion(1, minor).encode()).asHexString().isEqualToIgnoringCase(hex);
        assertThat(StoreVersion.decode(HEX.parseHex(hex))).isEqualTo(new StoreVersion(1, minor));
    }

    @ParameterizedTest
    @CsvSource({"0, 0800", "1, 0801", "300, 08ac02"})
    void epochs(long value, String hex) {
        assertThat(new Epoch(value).encode()).asHexString().isEqualToIgnoringCase(hex);
        assertThat(Epoch.decode(HEX.parseHex(hex))).isEqualTo(new Epoch(value));
    }

    @ParameterizedTest
    @CsvSource({"0, 0, 0, 1", "7, 5, 0, 8", "7, 5, 3, 5", "6, 5, 3, 7", "99, 0, 100, 0"})
    void theNextEpochBeginsAgainAtTheEndOfTheRange(long value, long base, long range, long next) {
        assertThat(new Epoch(value).next(base, range)).isEqualTo(new Epoch(next));
    }

    @Test
    void aNewApplication() {
        assertThat(Samples.application(1).message())
                .hasToString("0881d095ffbc31121a0a0908011080d095ffbc31120464656d6f1a0764656661756c741a05616c696365"
                        + "2082d095ffbc31320038005000");
    }

    @Test
    void aFinishedApplication() {
        ApplicationState state = ApplicationState.decode(HEX.parseHex(
                "0801122f0a0908011080d095ffbc31120464656d6f1a0764656661756c7430003800400152017458008a010712012a2001"
                        + "28011a05616c6963652002280832026f6b38085009"));
        assertThat(state.id()).isEqualTo(Samples.id(1));
        assertThat(state.context().name()).isEqualTo("demo");
        assertThat(state.context().queue()).isEqualTo("default");
        assertThat(state.context().applicationType()).isEqualTo("t");
        assertThat(state.context().maxAttempts()).isEqualTo(1);
        assertThat(state.user()).isEqualTo("alice");
        assertThat(state.realUser()).isEmpty();
        assertThat(state.state()).contains(RmAppState.FINISHED);
        assertThat(state.diagnostics()).isEqualTo("ok");
        assertThat(state.submitTimeMs()).isEqualTo(1);
        assertThat(state.startTimeMs()).isEqualTo(2);
        assertThat(state.finishTimeMs()).isEqualTo(8);
        assertThat(state.launchTimeMs()).isEqualTo(9);
    }

    @Test
    void aNewAttempt() {
        String container = Samples.container().toString();
        assertThat(Samples.attempt(1, 1).message())
                .hasToString("0a0d0a0908011080d095ffbc31100112" + "50" + container
                        + "1a07484454530000002a034e2f4132003883d095ffbc31"
                        + "4898f8ffffffffffffff0150005800600068007000880100");
    }

    @Test
    void aFinishedAttempt() {
        AttemptState attempt = Samples.attempt(1, 1)
                .withTrackingUrl("http://t")
                .finished(RmAttemptState.FINISHED, FinalStatus.SUCCEEDED, 0, "done", 9);
        AttemptState read = AttemptState.decode(attempt.encode());
        assertThat(read).isEqualTo(attempt);
        assertThat(read.id()).hasToString("appattempt_1700000000000_0001_000001");
        assertThat(read.state()).contains(RmAttemptState.FINISHED);
        assertThat(read.finalStatus()).contains(FinalStatus.SUCCEEDED);
        assertThat(read.exitStatus()).isZero();
        assertThat(read.diagnostics()).isEqualTo("done");
        assertThat(read.finalTrackingUrl()).isEqualTo("http://t");
        assertThat(read.finishTimeMs()).isEqualTo(9);
        assertThat(read.resourceSeconds()).containsEntry("memory-mb", 0L).containsEntry("vcores", 0L);
    }

    @Test
    void aDelegationToken() {
        DelegationToken token = Samples.token(5);
        assertThat(token.message())
                .hasToString("0a1d0a05616c6963651202726d2080d095ffbc312880d8c79fbf3130053803108088afa8bd31");
        assertThat(token.sequenceNumber()).isEqualTo(5);
        assertThat(token.keyId()).isEqualTo(3);
        assertThat(token.owner()).isEqualTo("alice");
        assertThat(token.renewer()).isEqualTo("rm");
        assertThat(token.realUser()).isEmpty();
        assertThat(token.issueTimeMs()).isEqualTo(1700000000000L);
        assertThat(token.maxTimeMs()).isEqualTo(1700604800000L);
        assertThat(token.renewTimeMs()).isEqualTo(1700086400000L);
    }

    @Test
    void aMasterKeyOfDelegationTokens() {
        DelegationKey key = new DelegationKey(3, 1700000000000L, Optional.of(new byte[] {1, 2, 3, 4}));
        assertThat(key.encode()).asHexString().isEqualToIgnoringCase("038a018bcfe568000401020304");
        assertThat(DelegationKey.decode(key.encode())).isEqualTo(key);
        DelegationKey lost = new DelegationKey(-200, -1, Optional.empty());
        assertThat(DelegationKey.decode(lost.encode())).isEqualTo(lost);
        assertThat(key.toString()).doesNotContain("secret");
    }

    @Test
    void theKeysOfTheApplicationMastersTokens() {
        AmrmTokenState state = new AmrmTokenState(MasterKey.of(7, new byte[] {1, 2, 3, 4}), Optional.empty());
        assertThat(state.encode()).asHexString().isEqualToIgnoringCase("0a080807120401020304");
        AmrmTokenState rolling = new AmrmTokenState(state.current(), Optional.of(MasterKey.of(8, new byte[] {5})));
        assertThat(AmrmTokenState.decode(rolling.encode())).isEqualTo(rolling);
    }

    @ParameterizedTest
    @ValueSource(strings = {"application_1_0001", "application_1700000000000_0042", "application_5_123456"})
    void applicationIdsAsText(String text) {
        assertThat(ApplicationId.parse(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "application_1_1", "application_1", "app_1_0001", "application_x_0001", "HIERARCHIES"})
    void whatIsNoApplicationId(String text) {
        assertThatThrownBy(() -> ApplicationId.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void attemptIdsAsText() {
        assertThat(AttemptId.parse("appattempt_5_0012_000003"))
                .isEqualTo(new AttemptId(new ApplicationId(5, 12), 3))
                .hasToString("appattempt_5_0012_000003");
        assertThatThrownBy(() -> AttemptId.parse("appattempt_5_0012")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aStateWithoutAnIdIsRefused() {
        assertThatThrownBy(() -> ApplicationState.decode(new byte[0])).isInstanceOf(ProtoFormatException.class);
        assertThatThrownBy(() -> AttemptState.decode(HEX.parseHex("0a00"))).isInstanceOf(ProtoFormatException.class);
        assertThatThrownBy(() -> DelegationToken.decode(new byte[0])).isInstanceOf(ProtoFormatException.class);
    }
}
