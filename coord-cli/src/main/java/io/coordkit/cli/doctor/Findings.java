package io.coordkit.cli.doctor;

import io.coordkit.cli.doctor.Finding.Area;
import io.coordkit.cli.doctor.Finding.Level;
import java.util.ArrayList;
import java.util.List;

/** What has been found in one area so far. */
final class Findings {

    private final Area area;
    private final List<Finding> all = new ArrayList<>();

    Findings(Area area) {
        this.area = area;
    }

    void good(String text) {
        all.add(new Finding(area, Level.GOOD, text, ""));
    }

    void note(String text, String advice) {
        all.add(new Finding(area, Level.NOTE, text, advice));
    }

    void warning(String text, String advice) {
        all.add(new Finding(area, Level.WARNING, text, advice));
    }

    void problem(String text, String advice) {
        all.add(new Finding(area, Level.PROBLEM, text, advice));
    }

    List<Finding> all() {
        return List.copyOf(all);
    }
}
