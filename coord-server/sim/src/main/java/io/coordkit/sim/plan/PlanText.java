package io.coordkit.sim.plan;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Plans as text: {@code seed N}, {@code knob NAME N}, {@code at MICROS VERB WHO PATH ARG}; {@code #} starts a comment. */
public final class PlanText {
    private PlanText() {}

    /** The text of a plan. */
    public static String write(Plan plan) {
        StringBuilder text = new StringBuilder();
        text.append("seed ").append(plan.seed()).append('\n');
        for (RecordComponent knob : Knobs.class.getRecordComponents()) {
            text.append("knob ").append(knob.getName()).append(' ').append(valueOf(knob, plan.knobs()));
            text.append('\n');
        }
        for (Action action : plan.actions()) {
            text.append("at ").append(action.atMicros()).append(' ').append(action.verb());
            text.append(' ').append(action.who()).append(' ').append(action.path());
            text.append(' ').append(action.arg()).append('\n');
        }
        return text.toString();
    }

    /**
     * The plan that a text describes.
     *
     * @throws IllegalArgumentException naming the first line that cannot be understood
     */
    public static Plan read(String text) {
        long seed = 0;
        Map<String, Integer> knobs = new TreeMap<>();
        List<Action> actions = new ArrayList<>();
        for (String line : text.lines().toList()) {
            String[] words = line.strip().split("\\s+", -1);
            try {
                switch (words[0]) {
                    case "", "#" -> {}
                    case "seed" -> seed = Long.parseLong(words[1]);
                    case "knob" -> knobs.put(words[1], Integer.parseInt(words[2]));
                    case "at" -> actions.add(readAction(words));
                    default -> throw new IllegalArgumentException("unknown word");
                }
            } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
                throw new IllegalArgumentException("plan line not understood: " + line, e);
            }
        }
        return new Plan(seed, knobsOf(knobs), actions);
    }

    private static Action readAction(String[] words) {
        return new Action(
                Long.parseLong(words[1]),
                Verb.valueOf(words[2]),
                Integer.parseInt(words[3]),
                words[4],
                Long.parseLong(words[5]));
    }

    private static Knobs knobsOf(Map<String, Integer> values) {
        RecordComponent[] components = Knobs.class.getRecordComponents();
        Object[] arguments = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            // Plans of one server alone were written before the others' knobs existed.
            int value = values.getOrDefault(components[i].getName(), 0);
            arguments[i] = value;
        }
        try {
            Constructor<?> constructor = Knobs.class.getDeclaredConstructors()[0];
            return (Knobs) constructor.newInstance(arguments);
        } catch (InstantiationException | IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("knobs cannot be made", e);
        }
    }

    private static Object valueOf(RecordComponent knob, Knobs knobs) {
        try {
            return knob.getAccessor().invoke(knobs);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("knob cannot be read", e);
        }
    }
}
