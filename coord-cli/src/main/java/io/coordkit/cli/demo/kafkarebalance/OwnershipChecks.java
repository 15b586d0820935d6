package io.coordkit.cli.demo.kafkarebalance;

import io.coordkit.cli.demo.verdict.Check;
import io.coordkit.cli.demo.verdict.Fact;
import java.util.ArrayList;
import java.util.List;

/** Who owned what, and who read what, judged by the tree and by the consumers' reports. */
final class OwnershipChecks {

    private OwnershipChecks() {}

    /** The looks before and after show these brokers, and all partitions with the same owners. */
    static Check brokerLeft(List<Integer> before, List<Integer> after, List<Look> looks) {
        List<String> seen = looks.stream()
                .map(look -> "brokers " + List.copyOf(look.brokers()) + " with " + look.ownersText())
                .toList();
        boolean right = looks.size() == 2
                && List.copyOf(looks.get(0).brokers()).equals(before)
                && List.copyOf(looks.get(1).brokers()).equals(after)
                && looks.get(0).owners().size() == Topic.PARTITIONS
                && looks.get(0).owners().equals(looks.get(1).owners());
        return Check.that("a broker came and went without moving a partition", right, new Fact("seen", seen));
    }

    /** After each change all partitions are owned, by consumers that are there and know it, in fair shares. */
    static Check oneOwnerEach(List<Settlement> settlements) {
        List<String> faults =
                settlements.stream().flatMap(s -> s.faults().stream()).toList();
        return Check.that(
                "every partition had exactly one owner after each change",
                !settlements.isEmpty() && faults.isEmpty(),
                new Fact("partitions", Topic.PARTITIONS),
                new Fact("changes", settlements.size()),
                new Fact("faults", faults));
    }

    /** By the consumers' own reports, no partition was ever read by two of them, nor by one that did not have it. */
    static Check oneReader(History history) {
        List<String> faults = new ArrayList<>(history.strays());
        for (List<Tenure> tenures : history.tenures().values()) {
            for (int i = 0; i < tenures.size(); i++) {
                Tenure first = tenures.get(i);
                tenures.stream()
                        .skip(i + 1L)
                        .filter(second -> second.fromNanos() < first.untilNanos())
                        .forEach(second -> faults.add(second + " began before " + first.consumer() + " had ended"));
            }
        }
        return Check.that(
                "no partition had two readers at any time",
                history.size() > 0 && faults.isEmpty(),
                new Fact("times that a partition was taken", history.size()),
                new Fact("faults", faults));
    }

    /** A partition has one owner node; whenever it was looked at during a tenure, it named the reader. */
    static Check readersAreOwners(History history, List<Look> looks) {
        int examined = 0;
        List<String> faults = new ArrayList<>();
        for (List<Tenure> tenures : history.tenures().values()) {
            for (Tenure tenure : tenures) {
                for (Look look : looks) {
                    if (tenure.covers(look.fromNanos(), look.untilNanos())) {
                        examined++;
                        String owner = look.owners().getOrDefault(tenure.partition(), "nobody");
                        if (!owner.equals(tenure.consumer())) {
                            faults.add(tenure + " read while the owner was " + owner);
                        }
                    }
                }
            }
        }
        return Check.that(
                "whoever read was the owner, whenever we looked",
                examined > 0 && faults.isEmpty(),
                new Fact("looks at the tree", looks.size()),
                new Fact("readers compared", examined),
                new Fact("faults", faults));
    }
}
