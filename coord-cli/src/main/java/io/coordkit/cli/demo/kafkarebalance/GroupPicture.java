package io.coordkit.cli.demo.kafkarebalance;

import io.coordkit.cli.demo.kafkarebalance.ConsumerGroup.Fate;
import io.coordkit.cli.demo.narration.Picture;
import io.coordkit.cli.demo.narration.Picture.Mood;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** Who owns what, as rows: one per consumer, one column per partition. */
final class GroupPicture {

    private GroupPicture() {}

    static Picture of(Look look, Map<String, Fate> fates) {
        Picture picture = Picture.of();
        if (!look.brokers().isEmpty()) {
            picture = picture.row("brokers", Mood.GOOD, text(look.brokers()));
        }
        for (Map.Entry<String, Fate> entry : fates.entrySet()) {
            SortedSet<Integer> owned = look.ownedBy(entry.getKey());
            Fate fate = entry.getValue();
            picture = picture.row(entry.getKey(), mood(fate, owned), text(fate, owned));
        }
        boolean orphans = fates.containsValue(Fate.MEMBER) && !look.ownerless().isEmpty();
        return orphans ? picture.row("nobody", Mood.BUSY, columns(look.ownerless())) : picture;
    }

    private static Mood mood(Fate fate, Set<Integer> owned) {
        return switch (fate) {
            case STARTING -> Mood.BUSY;
            case MEMBER -> owned.isEmpty() ? Mood.IDLE : Mood.GOOD;
            case KILLED -> Mood.BAD;
            case LEFT -> Mood.IDLE;
        };
    }

    private static String text(Fate fate, Set<Integer> owned) {
        return switch (fate) {
            case STARTING -> owned.isEmpty() ? "joining" : columns(owned);
            case MEMBER -> columns(owned);
            case KILLED -> owned.isEmpty() ? "killed" : columns(owned) + "  killed, session not over";
            case LEFT -> owned.isEmpty() ? "left" : columns(owned);
        };
    }

    /** The numbers of these partitions, each in its column, and a dot in the columns of the others. */
    private static String columns(Set<Integer> partitions) {
        StringBuilder columns = new StringBuilder();
        for (int partition = 0; partition < Topic.PARTITIONS; partition++) {
            String number = Integer.toString(partition);
            String cell = partitions.contains(partition) ? number : " ".repeat(number.length() - 1) + ".";
            columns.append(partition == 0 ? "" : " ").append(cell);
        }
        return columns.toString();
    }

    private static String text(Set<Integer> numbers) {
        return String.join(
                " ", new TreeSet<>(numbers).stream().map(String::valueOf).toList());
    }
}
