package io.coordkit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The README shows code that the build compiles and runs: each block is what stands between the marks of its test. */
class ReadmeTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern BLOCK = Pattern.compile("<!-- from (\\S+) -->\n```java\n(.*?)\n```\n", Pattern.DOTALL);
    private static final Pattern LINK = Pattern.compile("]\\(([^)#:]+)\\)");

    @Test
    void everyBlockIsCodeThatRuns() throws IOException {
        String readme = Files.readString(ROOT.resolve("README.md"));
        Matcher block = BLOCK.matcher(readme);
        int blocks = 0;
        while (block.find()) {
            assertThat(block.group(2)).as(block.group(1)).isEqualTo(marked(ROOT.resolve(block.group(1))));
            blocks++;
        }
        assertThat(blocks).isEqualTo(8);
        assertThat(readme.split("```java", -1)).hasSize(blocks + 1);
    }

    @Test
    void everyLinkLeadsSomewhere() throws IOException {
        Matcher link = LINK.matcher(Files.readString(ROOT.resolve("README.md")));
        while (link.find()) {
            assertThat(ROOT.resolve(link.group(1))).exists();
        }
    }

    private static String marked(Path file) throws IOException {
        List<String> parts = new ArrayList<>();
        StringBuilder part = null;
        for (String line : Files.readAllLines(file)) {
            if (line.contains("readme:begin")) {
                part = new StringBuilder();
            } else if (line.contains("readme:end") && part != null) {
                parts.add(part.toString().stripTrailing().stripIndent());
                part = null;
            } else if (part != null) {
                part.append(line).append('\n');
            }
        }
        return String.join("\n\n", parts);
    }
}
