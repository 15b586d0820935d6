package io.coordkit.cli.demo.kafkarebalance;

import java.util.ArrayList;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;

/**
 * What a change of the group led to, taken when the group was quiet again or should have been.
 *
 * @param change what had happened: {@code "c2 was killed"}
 * @param alive the consumers that are there by then
 * @param look the tree
 * @param reading what each consumer says that it reads
 */
record Settlement(String change, SortedSet<String> alive, Look look, Map<String, Set<Integer>> reading) {

    /** Is everything as it should be? */
    boolean isRight() {
        return faults().isEmpty();
    }

    /** Everything that is not as it should be. */
    List<String> faults() {
        List<String> faults = new ArrayList<>();
        if (!look.hasMembers(alive)) {
            faults.add("registered are " + look.members() + ", not " + alive);
        }
        look.ownerless().forEach(partition -> faults.add("partition " + partition + " has no owner"));
        look.owners().forEach((partition, owner) -> {
            if (!alive.contains(owner)) {
                faults.add("partition " + partition + " is owned by " + owner + ", who is not there");
            }
        });
        for (String consumer : alive) {
            Set<Integer> says = reading.getOrDefault(consumer, Set.of());
            if (!says.equals(look.ownedBy(consumer))) {
                faults.add(consumer + " reads " + Topic.text(says) + " but owns " + Topic.text(look.ownedBy(consumer)));
            }
        }
        IntSummaryStatistics shares = alive.stream()
                .mapToInt(consumer -> look.ownedBy(consumer).size())
                .summaryStatistics();
        if (!alive.isEmpty() && shares.getMax() - shares.getMin() > 1) {
            faults.add("the shares are " + look.shares(alive));
        }
        return faults.stream().map(fault -> "after " + change + ": " + fault).toList();
    }
}
