package io.coordkit.cli.demo.splitlog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class AccountingTest {

    private static final String FIRST = Table.region("a-f");
    private static final String SECOND = Table.region("g-m");
    private static final List<Edit> WRITTEN =
            List.of(new Edit(FIRST, 1, 11), new Edit(FIRST, 2, 12), new Edit(SECOND, 1, 21), new Edit(SECOND, 2, 22));

    private final List<Edit> recovered = new ArrayList<>(WRITTEN);

    @Test
    void findsNothingWhenEveryEditIsThereOnceInAnyOrder() {
        Collections.reverse(recovered);
        Accounting accounting = new Accounting(WRITTEN, recovered);
        assertThat(accounting.lost()).isEmpty();
        assertThat(accounting.duplicates()).isEmpty();
        assertThat(accounting.invented()).isEmpty();
        assertThat(Accounting.totals(recovered)).isEqualTo(Accounting.totals(WRITTEN));
    }

    @Test
    void namesALostEdit() {
        recovered.remove(1);
        assertThat(new Accounting(WRITTEN, recovered).lost()).containsExactly(new Edit.Id(FIRST, 2));
        assertThat(Accounting.totals(recovered)).isNotEqualTo(Accounting.totals(WRITTEN));
    }

    @Test
    void namesAnEditThatIsThereTwice() {
        recovered.add(WRITTEN.get(2));
        Accounting accounting = new Accounting(WRITTEN, recovered);
        assertThat(accounting.duplicates()).containsExactly(new Edit.Id(SECOND, 1));
        assertThat(accounting.lost()).isEmpty();
        assertThat(Accounting.totals(recovered)).isNotEqualTo(Accounting.totals(WRITTEN));
    }

    @Test
    void namesAnEditThatNobodyWrote() {
        recovered.add(new Edit(FIRST, 3, 13));
        assertThat(new Accounting(WRITTEN, recovered).invented()).containsExactly(new Edit.Id(FIRST, 3));
    }

    @Test
    void namesAnEditWithAnotherContent() {
        recovered.set(3, new Edit(SECOND, 2, 23));
        Accounting accounting = new Accounting(WRITTEN, recovered);
        assertThat(accounting.invented()).containsExactly(new Edit.Id(SECOND, 2));
        assertThat(accounting.lost()).isEmpty();
        assertThat(Accounting.totals(recovered)).isNotEqualTo(Accounting.totals(WRITTEN));
    }

    @Test
    void doesNotMistakeAnEditOfOneRegionForThatOfAnother() {
        recovered.set(0, new Edit(SECOND, 3, 11));
        Accounting accounting = new Accounting(WRITTEN, recovered);
        assertThat(accounting.lost()).containsExactly(new Edit.Id(FIRST, 1));
        assertThat(accounting.invented()).containsExactly(new Edit.Id(SECOND, 3));
    }

    @Test
    void namesEditsAsAReaderKnowsThem() {
        assertThat(new Edit.Id(FIRST, 7)).hasToString("orders[a-f]#7");
        assertThat(new Edit.Id("elsewhere", 7)).hasToString("elsewhere#7");
        assertThat(Edit.parse(WRITTEN.get(3).toText())).isEqualTo(WRITTEN.get(3));
    }
}
