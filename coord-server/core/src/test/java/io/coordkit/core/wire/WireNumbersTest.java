package io.coordkit.core.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.Watcher.Event;
import org.apache.zookeeper.ZooDefs;
import org.junit.jupiter.api.Test;

/** Numbers that stand for something on the wire: unique here, and the same as in the reference. */
class WireNumbersTest {
    @Test
    void operationsHaveTheReferencesNumbers() throws IllegalAccessException {
        Map<Integer, String> theirs = new TreeMap<>();
        for (Field field : ZooDefs.OpCode.class.getFields()) {
            theirs.put(field.getInt(null), normal(field.getName()));
        }
        Map<Integer, String> ours = new TreeMap<>();
        for (OpCode op : OpCode.values()) {
            assertThat(ours.put(op.code(), normal(op.name()))).as(op.name()).isNull();
            assertThat(OpCode.of(op.code())).isEqualTo(op);
        }
        assertThat(ours.remove(OpCode.UNKNOWN.code())).isEqualTo("unknown");
        assertThat(ours).isEqualTo(theirs);
    }

    @Test
    void everyOtherNumberIsUnknown() {
        for (int code : new int[] {Integer.MIN_VALUE, -12, -9, -2, 10, 23, 99, 108, Integer.MAX_VALUE}) {
            assertThat(OpCode.of(code)).isEqualTo(OpCode.UNKNOWN);
        }
    }

    @Test
    void errorsHaveTheReferencesNumbers() {
        Map<Integer, String> theirs = new TreeMap<>();
        for (KeeperException.Code code : KeeperException.Code.values()) {
            theirs.put(code.intValue(), normal(code.name()));
        }
        Map<Integer, String> ours = new TreeMap<>();
        for (ErrorCode error : ErrorCode.values()) {
            assertThat(ours.put(error.code(), normal(error.name()))).isNull();
            assertThat(ErrorCode.of(error.code())).isEqualTo(error);
        }
        assertThat(ours).isEqualTo(theirs);
        assertThat(ErrorCode.of(-9999)).isEqualTo(ErrorCode.SYSTEM_ERROR);
    }

    @Test
    void eventsHaveTheReferencesNumbers() {
        for (EventType type : EventType.values()) {
            assertThat(normal(Event.EventType.fromInt(type.code()).name())).isEqualTo(normal(type.name()));
        }
        assertThat(Arrays.stream(EventType.values()).map(EventType::code)).doesNotHaveDuplicates();
    }

    @Test
    void createFlagsAreTheReferences() throws KeeperException {
        for (int flags = 0; flags < CreateMode.values().length; flags++) {
            org.apache.zookeeper.CreateMode theirs = org.apache.zookeeper.CreateMode.fromFlag(flags);
            CreateMode ours = CreateMode.of(flags);
            assertThat(ours.name()).isEqualTo(theirs.name());
            assertThat(ours.isEphemeral()).isEqualTo(theirs.isEphemeral());
            assertThat(ours.isSequential()).isEqualTo(theirs.isSequential());
            assertThat(ours.hasTtl()).isEqualTo(theirs.isTTL());
        }
        assertThat(CreateMode.isValid(-1)).isFalse();
        assertThat(CreateMode.isValid(CreateMode.values().length)).isFalse();
    }

    private static String normal(String name) {
        return name.replace("_", "").toLowerCase(java.util.Locale.ROOT);
    }
}
