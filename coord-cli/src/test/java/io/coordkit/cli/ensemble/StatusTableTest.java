package io.coordkit.cli.ensemble;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class StatusTableTest {

    private static final MemberStatus OLD_LEADER =
            new MemberStatus(1, MemberStatus.PAUSED, "leading", true, 1, 6, "0x6_2", 2181, 4_194_303);
    private static final MemberStatus LEADER =
            new MemberStatus(2, MemberStatus.RUNNING, "leading", true, 2, 7, "0x7_1f", 2182, 814);
    private static final MemberStatus GONE = new MemberStatus(3, MemberStatus.STOPPED, "", false, -1, -1, "", 2183, -1);
    private static final EnsembleStatus STATUS = new EnsembleStatus(
            "a/b", "127.0.0.1:2181", List.of(List.of(1), List.of(2, 3)), List.of(OLD_LEADER, LEADER, GONE));

    @Test
    void showsEveryServer() {
        assertThat(StatusTable.lines(STATUS))
                .containsExactly(
                        "connect  127.0.0.1:2181",
                        "files    a/b",
                        "cut      1 | 2,3",
                        "",
                        "server  state    role       leader  epoch  zxid           port  pid",
                        "     1  paused   leading         1      6  0x6_2          2181  4194303",
                        "     2  running  leading         2      7  0x7_1f         2182  814",
                        "     3  stopped  -               -      -  -              2183  -");
    }

    @Test
    void fitsEightyColumns() {
        MemberStatus wide = new MemberStatus(
                9, MemberStatus.RUNNING, "following", true, 9, 99_999, "0x1869f_ffffffff", 61_729, 4_194_303);
        assertThat(StatusTable.lines(new EnsembleStatus("d", "c", List.of(), List.of(wide))))
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
    }

    @Test
    void aFrozenLeaderIsNone() {
        assertThat(STATUS.leader()).contains(LEADER);
    }

    @Test
    void theNewestOfTwoLeadersCounts() {
        MemberStatus late = new MemberStatus(1, MemberStatus.RUNNING, "leading", true, 1, 6, "0x6_2", 2181, 4);
        assertThat(new EnsembleStatus("d", "c", List.of(), List.of(late, LEADER)).leader())
                .contains(LEADER);
    }

    @Test
    void passesThroughJson() throws Exception {
        String json = EnsembleJson.of(STATUS);
        assertThat(Exchange.parse(json, EnsembleStatus.class)).isEqualTo(STATUS);
        assertThat(json).contains("\"partition\":[[1],[2,3]]", "\"state\":\"paused\"");
    }
}
