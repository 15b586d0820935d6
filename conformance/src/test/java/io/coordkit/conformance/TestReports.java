package io.coordkit.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** What Surefire says of the modules that were built before this one. */
final class TestReports {
    private static final Pattern METHOD = Pattern.compile("\\w+");

    private final Set<String> passed = new TreeSet<>();

    /** Reads the reports of a build; those that were written before it began are of another one. */
    static TestReports of(Path root, Instant buildStarted) throws Exception {
        TestReports reports = new TestReports();
        for (Path report : files(root)) {
            if (!Files.getLastModifiedTime(report).toInstant().isBefore(buildStarted)) {
                reports.read(report);
            }
        }
        return reports;
    }

    private static Iterable<Path> files(Path root) throws IOException {
        try (Stream<Path> files = Files.find(
                root, 5, (file, kind) -> file.toString().matches(".*/target/surefire-reports/TEST-[^/]*\\.xml"))) {
            return files.sorted().toList();
        }
    }

    private void read(Path report) throws Exception {
        NodeList cases = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(report.toFile())
                .getElementsByTagName("testcase");
        for (int i = 0; i < cases.getLength(); i++) {
            Element test = (Element) cases.item(i);
            Matcher method = METHOD.matcher(test.getAttribute("name"));
            if (method.lookingAt() && !has(test, "skipped") && !has(test, "failure") && !has(test, "error")) {
                passed.add(test.getAttribute("classname").replaceFirst("\\$.*", "") + "." + method.group());
            }
        }
    }

    private static boolean has(Element test, String child) {
        return test.getElementsByTagName(child).getLength() > 0;
    }

    /**
     * Did it run in this build, and pass? A test with arguments, and a class, has passed if some of it has and nothing failed, which would
     * have ended the build before.
     */
    boolean passed(String className, Optional<String> method) {
        return method.map(name -> passed.contains(className + "." + name))
                .orElse(passed.stream().anyMatch(test -> test.startsWith(className + ".")));
    }
}
