package io.coordkit.statestore.paths;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coordkit.statestore.record.ApplicationId;
import io.coordkit.statestore.record.AttemptId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StorePathsTest {

    private static final String R = "/rmstore/ZKRMStateRoot";
    private final StorePaths paths = new StorePaths(StorePaths.DEFAULT_PARENT);

    @ParameterizedTest
    @CsvSource({
        "0, /RMAppRoot/application_1700000000000_0042",
        "1, /RMAppRoot/HIERARCHIES/1/application_1700000000000_004/2",
        "2, /RMAppRoot/HIERARCHIES/2/application_1700000000000_00/42",
        "4, /RMAppRoot/HIERARCHIES/4/application_1700000000000_/0042",
    })
    void applications(int split, String path) {
        ApplicationId id = new ApplicationId(1700000000000L, 42);
        assertThat(paths.application(id, new SplitIndex(split)).leaf()).isEqualTo(R + path);
        assertThat(paths.attempt(new AttemptId(id, 1), new SplitIndex(split)))
                .isEqualTo(R + path + "/appattempt_1700000000000_0042_000001");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 7, /RMDelegationToken_7",
        "1, 7, /1/RMDelegationToken_000/7",
        "3, 12345, /3/RMDelegationToken_12/345",
        "4, 7, /4/RMDelegationToken_/0007",
    })
    void tokens(int split, int number, String path) {
        assertThat(paths.token(number, new SplitIndex(split)).leaf())
                .isEqualTo(R + "/RMDTSecretManagerRoot/RMDelegationTokensRoot" + path);
    }

    @Test
    void theWholeTreeOfAnEmptyStore() {
        String secrets = R + "/RMDTSecretManagerRoot";
        String tokens = secrets + "/RMDelegationTokensRoot";
        String hierarchies = R + "/RMAppRoot/HIERARCHIES";
        assertThat(paths.directories())
                .containsExactly(
                        R + "/RMAppRoot",
                        hierarchies,
                        hierarchies + "/1",
                        hierarchies + "/2",
                        hierarchies + "/3",
                        hierarchies + "/4",
                        secrets,
                        secrets + "/RMDTMasterKeysRoot",
                        tokens,
                        tokens + "/1",
                        tokens + "/2",
                        tokens + "/3",
                        tokens + "/4",
                        secrets + "/RMDTSequentialNumber",
                        R + "/AMRMTokenSecretManagerRoot",
                        R + "/ReservationSystemRoot",
                        R + "/ProxyCARoot");
        assertThat(paths.version()).isEqualTo(R + "/RMVersionNode");
        assertThat(paths.epoch()).isEqualTo(R + "/EpochNode");
        assertThat(paths.fencingLock()).isEqualTo(R + "/RM_ZK_FENCING_LOCK");
        assertThat(paths.masterKey(-3)).isEqualTo(secrets + "/RMDTMasterKeysRoot/DelegationKey_-3");
    }

    @Test
    void aParentMayBeDeep() {
        assertThat(new StorePaths("/a/b/c").ancestors()).containsExactly("/a", "/a/b", "/a/b/c");
        assertThat(new StorePaths("/a").ancestors()).containsExactly("/a");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "rmstore", "/rmstore/", "/a//b"})
    void whatIsNoParent(String parent) {
        assertThatThrownBy(() -> new StorePaths(parent)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aConfiguredIndexOutOfRangeMeansNoSplit() {
        assertThat(SplitIndex.ofConfigured(5)).isEqualTo(SplitIndex.NONE);
        assertThat(SplitIndex.ofConfigured(-1)).isEqualTo(SplitIndex.NONE);
        assertThat(SplitIndex.ofConfigured(3)).isEqualTo(new SplitIndex(3));
    }
}
