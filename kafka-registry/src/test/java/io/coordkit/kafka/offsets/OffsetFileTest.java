package io.coordkit.kafka.offsets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OffsetFileTest {
    @Test
    void readsWhatItWrites() {
        SortedMap<String, Map<TopicPartition, Long>> groups = new TreeMap<>();
        groups.put(
                "billing", Map.of(new TopicPartition("login", 0), 42L, new TopicPartition("a.b", 11), Long.MAX_VALUE));
        groups.put("odd.group", Map.of());
        String text = OffsetFile.text(groups);
        assertThat(OffsetFile.parse("f", text)).isEqualTo(groups);
        assertThat(text).contains("\"login\" : {").contains("\"0\" : 42");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {                                                | f: not JSON: Unexpected end-of-input
            []                                               | f: "version" is not 1
            {"version":2,"groups":{}}                        | f: "version" is not 1
            {"version":1}                                    | f: groups is missing
            {"version":1,"groups":[]}                        | f: groups is not an object: []
            {"version":1,"groups":{"g":7}}                   | f: groups.g is not an object: 7
            {"version":1,"groups":{"g":{"t":null}}}          | f: groups.g.t is not an object: null
            {"version":1,"groups":{"g":{"t":{"x":1}}}}       | f: groups.g.t: "x" is not the number of a partition
            {"version":1,"groups":{"g":{"t/t":{"0":1}}}}     | f: groups.g: "t/t" is not the name of a topic
            {"version":1,"groups":{"g":{"t":{"0":-1}}}}      | f: groups.g.t.0 is not an offset: -1
            {"version":1,"groups":{"g":{"t":{"0":1.5}}}}     | f: groups.g.t.0 is not an offset: 1.5
            {"version":1,"groups":{"g":{"t":{"0":1,"0":2}}}} | f: not JSON: Duplicate field '0'
            """)
    void namesThePlaceOfWhatItCannotRead(String text, String complaint) {
        assertThatThrownBy(() -> OffsetFile.parse("f", text)).hasMessageStartingWith(complaint);
    }
}
