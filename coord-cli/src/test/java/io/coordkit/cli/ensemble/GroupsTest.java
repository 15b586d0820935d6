package io.coordkit.cli.ensemble;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GroupsTest {

    private static final EnsembleStatus FOUR = new EnsembleStatus(
            "d",
            "c",
            List.of(),
            IntStream.rangeClosed(1, 4)
                    .mapToObj(server -> new MemberStatus(
                            server,
                            MemberStatus.RUNNING,
                            server == 2 ? "leading" : "following",
                            true,
                            2,
                            1,
                            "",
                            server,
                            1))
                    .toList());

    @Test
    void thoseThatAreNotNamedAreTheLastGroup() throws Exception {
        assertThat(Groups.parse(List.of("3"), FOUR)).containsExactly(Set.of(3), Set.of(1, 2, 4));
        assertThat(Groups.parse(List.of("1,3", "4,2"), FOUR)).containsExactly(Set.of(1, 3), Set.of(2, 4));
        assertThat(Groups.parse(List.of("leader", "1"), FOUR)).containsExactly(Set.of(2), Set.of(1), Set.of(3, 4));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1,2,3,4 | a partition has two groups or more, such as '1 2,3'",
                "5 | there is no server '5', only 1, 2, 3, 4",
                "1, | there is no server '', only 1, 2, 3, 4",
                "01 | there is no server '01', only 1, 2, 3, 4",
                "1 1,2 | server 1 is named twice",
                "leader 2 | server 2 is named twice"
            })
    void refusesWhatIsNoPartition(String arguments, String message) {
        assertThatThrownBy(() -> Groups.parse(List.of(arguments.split(" ")), FOUR))
                .isInstanceOf(EnsembleFailure.class)
                .hasMessage(message);
    }
}
