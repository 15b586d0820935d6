package io.coordkit.elector;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Where an election of two members stands, when both have done what there is to do: the model that real members are held against. */
record Situation(Condition left, Condition right, Optional<Side> active) {

    static final Situation NOBODY = new Situation(Condition.DOWN, Condition.DOWN, Optional.empty());

    enum Side {
        LEFT,
        RIGHT;

        Side other() {
            return this == LEFT ? RIGHT : LEFT;
        }
    }

    enum Condition {
        DOWN,
        UP,
        FROZEN
    }

    /**
     * Something that happens to one member.
     *
     * @param whole whether it happens to the whole process that the member lives in
     */
    record Event(Side side, Happening happening, boolean whole) {

        @Override
        public String toString() {
            return happening + " " + side;
        }
    }

    Condition of(Side side) {
        return side == Side.LEFT ? left : right;
    }

    private Event event(Side side, Happening happening) {
        return new Event(side, happening, of(side) == Condition.FROZEN || happening == Happening.FREEZE);
    }

    /** What may happen next. */
    List<Event> possible() {
        return Stream.of(Side.values())
                .flatMap(side -> possible(of(side)).stream().map(happening -> event(side, happening)))
                .toList();
    }

    private static List<Happening> possible(Condition condition) {
        return switch (condition) {
            case DOWN -> List.of(Happening.START);
            case UP -> List.of(Happening.CRASH, Happening.EXPIRE, Happening.FREEZE);
            case FROZEN -> List.of(Happening.THAW, Happening.CRASH);
        };
    }

    /** What comes of it: whoever loses its session loses the lock to the other, if there is one. */
    Situation after(Event event) {
        Side side = event.side;
        Condition condition =
                switch (event.happening) {
                    case START, EXPIRE, THAW -> Condition.UP;
                    case CRASH -> Condition.DOWN;
                    case FREEZE -> Condition.FROZEN;
                };
        Optional<Side> holder = active.filter(each -> each != side)
                .or(() -> of(side.other()) == Condition.UP ? Optional.of(side.other()) : Optional.empty())
                .or(() -> condition == Condition.UP ? Optional.of(side) : Optional.empty());
        // Whoever starts or comes back does not disturb the one that holds the lock.
        return side == Side.LEFT ? new Situation(condition, right, holder) : new Situation(left, condition, holder);
    }

    /** Every succession of so many events from here. */
    List<List<Event>> successions(int length) {
        if (length == 0) {
            return List.of(List.of());
        }
        List<List<Event>> all = new ArrayList<>();
        for (Event event : possible()) {
            for (List<Event> rest : after(event).successions(length - 1)) {
                all.add(Stream.concat(Stream.of(event), rest.stream()).toList());
            }
        }
        return all;
    }
}
