package io.coordkit.hbase.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coordkit.hbase.codec.RegionEvent;
import io.coordkit.hbase.codec.RegionTransition;
import io.coordkit.hbase.paths.ServerName;
import org.junit.jupiter.api.Test;

class RegionMoveTest {
    private static final ServerName SERVER = new ServerName("rs1", 16020, 1);
    private static final ServerName OTHER = new ServerName("rs2", 16020, 1);

    private static RegionTransition at(RegionEvent event, ServerName server) {
        return RegionTransition.of(event, "t,,1.abc.", 1, server);
    }

    private static RegionMove move(RegionEvent from, RegionEvent to, int version) {
        return new RegionMove(from, to, SERVER, version);
    }

    @Test
    void nothingLeadsToAnEventThatBegins() {
        for (RegionEvent from : RegionEvent.values()) {
            assertThat(RegionMove.isStep(from, RegionEvent.M_ZK_REGION_OFFLINE)).isFalse();
            assertThat(RegionMove.isStep(from, RegionEvent.M_ZK_REGION_CLOSING)).isFalse();
        }
        assertThatThrownBy(() -> move(RegionEvent.RS_ZK_REGION_OPENED, RegionEvent.RS_ZK_REGION_OPENING, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("RS_ZK_REGION_OPENED");
    }

    @Test
    void everyPartOfTheNodeMustFit() {
        RegionMove move = move(RegionEvent.RS_ZK_REGION_OPENING, RegionEvent.RS_ZK_REGION_OPENED, 3);

        assertThat(move.isAllowed(at(RegionEvent.RS_ZK_REGION_OPENING, SERVER), 3))
                .isTrue();
        assertThat(move.isAllowed(at(RegionEvent.RS_ZK_REGION_OPENING, SERVER), 4))
                .isFalse();
        assertThat(move.isAllowed(at(RegionEvent.RS_ZK_REGION_OPENING, OTHER), 3))
                .isFalse();
        assertThat(move.isAllowed(at(RegionEvent.M_ZK_REGION_OFFLINE, SERVER), 3))
                .isFalse();
    }

    @Test
    void aRegionIsOpenedWithoutVersionOnlyFromAFreshNode() {
        RegionMove open =
                move(RegionEvent.M_ZK_REGION_OFFLINE, RegionEvent.RS_ZK_REGION_OPENING, RegionMove.ANY_VERSION);
        RegionMove close =
                move(RegionEvent.M_ZK_REGION_CLOSING, RegionEvent.RS_ZK_REGION_CLOSED, RegionMove.ANY_VERSION);

        assertThat(open.isAllowed(at(RegionEvent.M_ZK_REGION_OFFLINE, SERVER), 0))
                .isTrue();
        assertThat(open.isAllowed(at(RegionEvent.M_ZK_REGION_OFFLINE, SERVER), 1))
                .isFalse();
        assertThat(close.isAllowed(at(RegionEvent.M_ZK_REGION_CLOSING, SERVER), 1))
                .isTrue();
    }
}
