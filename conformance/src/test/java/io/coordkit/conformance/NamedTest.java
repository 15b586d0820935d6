package io.coordkit.conformance;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A test as a row names it: a class and one of its methods, or a class alone for all of them.
 *
 * @param className with the end of its package in front where the class alone is not enough
 * @param method empty for all of them
 */
record NamedTest(String className, Optional<String> method) {
    private static final Pattern NAME = Pattern.compile("\\b((?:\\w+\\.)*?\\w+Test)\\b(?:\\.(\\w+))?");

    static List<NamedTest> in(String cell) {
        return NAME.matcher(cell)
                .results()
                .map(found -> new NamedTest(found.group(1), Optional.ofNullable(found.group(2))))
                .toList();
    }

    /** Does a source text have it? */
    boolean isIn(String text) {
        return method.map(name -> text.contains("void " + name + "(")).orElse(true);
    }

    @Override
    public String toString() {
        return className + method.map(name -> "." + name).orElse("");
    }
}
