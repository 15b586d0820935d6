package io.coordkit.it.ensemble;

import io.coordkit.it.process.Backend;
import java.util.ArrayList;
import java.util.List;

/**
 * Which server runs at each place of an ensemble, written as letters: {@code AAC+C} has two voters of Apache ZooKeeper and
 * one of Coordkit, and an observer of Coordkit. Members are numbered from 1, voters first.
 */
record Mix(List<Backend> voters, List<Backend> observers) {

    static Mix of(String letters) {
        int plus = letters.indexOf('+');
        String voters = plus < 0 ? letters : letters.substring(0, plus);
        String observers = plus < 0 ? "" : letters.substring(plus + 1);
        return new Mix(backends(voters), backends(observers));
    }

    private static List<Backend> backends(String letters) {
        return letters.chars()
                .mapToObj(letter -> letter == 'A' ? Backend.APACHE : Backend.COORD)
                .toList();
    }

    int size() {
        return voters.size() + observers.size();
    }

    boolean isObserver(int member) {
        return member > voters.size();
    }

    Backend backend(int member) {
        return isObserver(member) ? observers.get(member - 1 - voters.size()) : voters.get(member - 1);
    }

    boolean has(Backend backend) {
        return voters.contains(backend) || observers.contains(backend);
    }

    @Override
    public String toString() {
        var text = new StringBuilder(letters(voters));
        if (!observers.isEmpty()) {
            text.append('+').append(letters(observers));
        }
        return text.toString();
    }

    private static String letters(List<Backend> backends) {
        var letters = new ArrayList<String>();
        backends.forEach(backend -> letters.add(backend == Backend.APACHE ? "A" : "C"));
        return String.join("", letters);
    }
}
