package io.coordkit.statestore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coordkit.statestore.StorePlace.Kind;
import io.coordkit.statestore.paths.SplitIndex;
import io.coordkit.statestore.record.AmrmTokenState;
import io.coordkit.statestore.record.DelegationKey;
import io.coordkit.statestore.record.MasterKey;
import io.coordkit.statestore.record.ProxyCa;
import io.coordkit.statestore.record.RmState;
import io.coordkit.statestore.record.StoreVersion;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every kind of store does alike, so that a program can be tested on one and run on another. */
class StoreContractTest {

    @TempDir
    Path directory;

    @ParameterizedTest
    @EnumSource
    void theNextReignFindsEverything(Kind kind) throws Exception {
        DelegationKey key = new DelegationKey(3, 1700000000000L, Optional.of(new byte[] {1, 2}));
        AmrmTokenState amrm = new AmrmTokenState(MasterKey.of(7, new byte[] {1}), Optional.empty());
        ProxyCa authority = new ProxyCa(new byte[] {1}, new byte[] {2});
        try (StorePlace place = kind.in(directory)) {
            RmStateStore first = place.next(settings -> settings.withSplits(new SplitIndex(2), new SplitIndex(1)));
            assertThat(first.storeApplication(Samples.application(1))).isTrue();
            assertThat(first.storeApplication(Samples.application(1).withLaunchTime(3)))
                    .isFalse();
            assertThat(first.updateApplication(Samples.application(2))).isFalse();
            assertThat(first.storeAttempt(Samples.attempt(1, 1))).isTrue();
            assertThat(first.storeToken(Samples.token(5))).isTrue();
            assertThat(first.storeMasterKey(key)).isTrue();
            first.storeAmrmTokens(amrm);
            assertThat(first.storeReservation(Samples.reservation("plan", 1))).isTrue();
            first.storeProxyCa(authority);
            RmState state = place.next().load();
            assertThat(state.applications()).containsOnlyKeys(Samples.id(1), Samples.id(2));
            assertThat(state.applications().get(Samples.id(1)).state()).isEqualTo(Samples.application(1));
            assertThat(state.applications().get(Samples.id(1)).attempts().values())
                    .containsExactly(Samples.attempt(1, 1));
            assertThat(state.tokens()).containsExactly(Samples.token(5));
            assertThat(state.tokenSequenceNumber()).isEqualTo(5);
            assertThat(state.masterKeys()).containsExactly(key);
            assertThat(state.amrmTokens()).contains(amrm);
            assertThat(state.reservations()).containsExactly(Samples.reservation("plan", 1));
            assertThat(state.proxyCa().map(ProxyCa::certificate)).contains(authority.certificate());
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatIsRemovedIsGone(Kind kind) throws Exception {
        try (StorePlace place = kind.in(directory)) {
            RmStateStore store = place.next(settings -> settings.withSplits(new SplitIndex(1), new SplitIndex(4)));
            store.storeApplication(Samples.application(1));
            store.storeAttempt(Samples.attempt(1, 1));
            store.storeToken(Samples.token(1));
            store.storeReservation(Samples.reservation("plan", 1));
            assertThat(store.removeApplication(Samples.id(1))).isTrue();
            assertThat(store.removeApplication(Samples.id(1))).isFalse();
            assertThat(store.removeToken(1)).isTrue();
            assertThat(store.removeReservation(
                            "plan", Samples.reservation("plan", 1).id()))
                    .isTrue();
            RmState state = place.next().load();
            assertThat(state.applications()).isEmpty();
            assertThat(state.tokens()).isEmpty();
            assertThat(state.reservations()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void versionsEpochsAndFormats(Kind kind) throws Exception {
        try (StorePlace place = kind.in(directory)) {
            RmStateStore store = place.open(settings -> settings);
            assertThatThrownBy(() -> store.storeApplication(Samples.application(1)))
                    .isInstanceOf(IllegalStateException.class);
            store.start();
            assertThat(store.version()).isEmpty();
            assertThat(store.checkVersion()).isEqualTo(StoreVersion.CURRENT);
            assertThat(store.getAndIncrementEpoch()).isZero();
            store.storeApplication(Samples.application(1));
            RmStateStore second = place.next();
            assertThat(second.getAndIncrementEpoch()).isEqualTo(2);
            second.deleteStore();
            RmStateStore third = place.next();
            assertThat(third.load().applications()).isEmpty();
            assertThat(third.getAndIncrementEpoch()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatIsRefusedChangesNothing(Kind kind) throws Exception {
        int size = Samples.application(1).encode().length;
        try (StorePlace place = kind.in(directory)) {
            RmStateStore store = place.next(settings -> settings.withApplicationBytesMax(size));
            assertThatThrownBy(
                            () -> store.storeApplication(Samples.application(1).withRealUser("x")))
                    .isInstanceOf(StoreLimitException.class);
            assertThatThrownBy(() -> store.storeAttempt(Samples.attempt(1, 1)))
                    .isInstanceOf(UnknownApplicationException.class);
            assertThat(store.load().applications()).isEmpty();
            assertThat(store.storeApplication(Samples.application(1))).isTrue();
            store.verifyActive();
        }
    }
}
