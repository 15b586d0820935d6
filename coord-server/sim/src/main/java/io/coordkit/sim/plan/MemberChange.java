package io.coordkit.sim.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A reconfiguration as a plan writes it down: a word of items, {@code +4} for a server that votes from now on, {@code ~4} for one
 * that listens, {@code -4} for one that goes.
 *
 * @param joining lines of those who come or change their role
 * @param leaving ids of those who go
 */
public record MemberChange(List<String> joining, List<String> leaving) {
    private static final String VOTES = "+";
    private static final String LISTENS = "~";
    private static final String GOES = "-";

    /** What a word of a plan says. */
    public static MemberChange of(String word) {
        List<String> joining = new ArrayList<>();
        List<String> leaving = new ArrayList<>();
        for (String item : word.split(",", -1)) {
            String id = item.substring(1);
            switch (item.substring(0, 1)) {
                case VOTES -> joining.add(Members.joining(Long.parseLong(id), false));
                case LISTENS -> joining.add(Members.joining(Long.parseLong(id), true));
                case GOES -> leaving.add(id);
                default -> throw new IllegalArgumentException("no change of a member: " + item);
            }
        }
        return new MemberChange(joining, leaving);
    }

    /** Some servers come, go or change their role. */
    static String someOf(int servers, SplittableRandom random) {
        List<String> items = new ArrayList<>();
        for (int i = 1 + random.nextInt(2); i > 0; i--) {
            String kind = List.of(VOTES, VOTES, LISTENS, GOES).get(random.nextInt(4));
            items.add(kind + (1 + random.nextInt(servers)));
        }
        return String.join(",", items);
    }

    /** All that belong to the ensemble from now on. */
    static String allOf(int servers, SplittableRandom random) {
        List<String> items = new ArrayList<>();
        for (int id = 1; id <= servers; id++) {
            String kind = List.of(VOTES, VOTES, VOTES, LISTENS, "").get(random.nextInt(5));
            if (!kind.isEmpty()) {
                items.add(kind + id);
            }
        }
        return items.isEmpty() ? VOTES + "1" : String.join(",", items);
    }
}
