package io.coordkit.core.tree;

import static org.assertj.core.api.Assertions.assertThat;

import io.coordkit.core.wire.JuteReader;
import io.coordkit.core.wire.JuteWriter;
import io.coordkit.core.wire.MalformedRecordException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class ChildOrderTest {
    /** Of one, two and three bytes each. */
    private static final String ALPHABET = "abcxyz-_09üñ\u0416中";

    private final ChildOrder order = new ChildOrder();
    private final AclTable acls = new AclTable();
    private final Znode parent = node("/queue");
    /** As ZooKeeper's {@code DataNode} makes it. */
    private final Set<String> reference = new HashSet<>(8);

    @Test
    void nobodyHasNoChildren() throws MalformedRecordException {
        assertThat(listed()).isEmpty();
    }

    @Test
    void theChangesOfKafkasLogDirectoriesComeInTheirOrder() throws MalformedRecordException {
        for (int i = 0; i < 3; i++) {
            add("log_dir_event_%010d".formatted(i));
        }

        assertThat(listed()).isSorted().hasSize(3);
    }

    @RepeatedTest(20)
    void isThatOfAHashSetThroughAdditionsAndRemovals(RepetitionInfo run) throws MalformedRecordException {
        Random random = new Random(run.getCurrentRepetition());
        List<Znode> children = new ArrayList<>();
        for (int step = 0; step < 2_000; step++) {
            if (children.isEmpty() || random.nextInt(100) < (step < 1_500 ? 70 : 20)) {
                String name = name(random);
                if (!reference.contains(name)) {
                    children.add(add(name));
                }
            } else {
                Znode gone = children.remove(random.nextInt(children.size()));
                reference.remove(NodeName.text(gone.name()));
                gone.detach();
            }
            if (step % 50 == 0) {
                assertThat(listed()).containsExactlyElementsOf(reference);
            }
        }
    }

    /** As when a queue was long once: the set has kept its buckets. */
    @Test
    void isThatOfAHashSetWhenFewAreLeftOfMany() throws MalformedRecordException {
        Random random = new Random(7);
        List<Znode> children = new ArrayList<>();
        for (int i = 0; i < 3_000; i++) {
            children.add(add("request-%010d".formatted(i)));
        }
        Collections.shuffle(children, random);
        while (!children.isEmpty()) {
            Znode gone = children.remove(children.size() - 1);
            reference.remove(NodeName.text(gone.name()));
            gone.detach();
            if (children.size() % 50 == 0 || children.size() < 10) {
                assertThat(listed()).containsExactlyElementsOf(reference);
            }
        }
        // Names of one bucket, in the order in which they came.
        for (String name : List.of("BBBB", "AaBB", "BBAa", "AaAa", "other")) {
            add(name);
            assertThat(listed()).containsExactlyElementsOf(reference);
        }
    }

    private static String name(Random random) {
        StringBuilder name = new StringBuilder();
        for (int i = 1 + random.nextInt(12); i > 0; i--) {
            name.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return name.toString();
    }

    private Znode add(String name) {
        Znode child = node("/queue/" + name);
        parent.add(child);
        reference.add(name);
        return child;
    }

    private Znode node(String path) {
        return new Znode(path, 0, acls.acquire(List.of()), null);
    }

    private List<String> listed() throws MalformedRecordException {
        JuteWriter out = new JuteWriter(64);
        order.write(parent, out);
        return new JuteReader(out.toByteArray()).readStrings();
    }
}
