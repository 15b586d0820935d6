package io.coordkit.cli.demo.kafkarebalance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coordkit.cli.demo.children.Message;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventTest {

    @Test
    void aReportBecomesOneEventPerPartition() {
        Message report = Event.report(Event.Kind.READ, List.of(new Span(3, 100, 110), Span.at(11, 7)));
        assertThat(Event.of("c1", report))
                .containsExactly(
                        new Event(report.atNanos(), "c1", Event.Kind.READ, new Span(3, 100, 110)),
                        new Event(report.atNanos(), "c1", Event.Kind.READ, new Span(11, 7, 7)));
    }

    @Test
    void otherMessagesAreNoEvents() {
        assertThat(Event.of("c1", Message.of(ConsumerRole.JOINED).with(ConsumerRole.SESSION_MILLIS, 3000)))
                .isEmpty();
    }

    @Test
    void aSpanIsReadBackAndNonsenseIsRefused() {
        assertThat(Span.parse(new Span(3, 100, 110).toString())).isEqualTo(new Span(3, 100, 110));
        assertThatThrownBy(() -> Span.parse("3:110-100")).hasMessageContaining("no span");
        assertThatThrownBy(() -> Span.parse("three")).hasMessage("no span: three");
    }

    @Test
    void partitionsAreNamedInRanges() {
        assertThat(Topic.text(List.of(4, 0, 1, 2, 7, 8, 11))).isEqualTo("0-2, 4, 7-8, 11");
        assertThat(Topic.text(List.of())).isEmpty();
    }
}
