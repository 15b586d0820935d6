package io.coordkit.core.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** Recorded bytes: lines of a name and hexadecimal digits. They change only when a format does, and that is a decision. */
public final class Golden {
    private final Map<String, String> recorded = new LinkedHashMap<>();
    private final Set<String> used = new LinkedHashSet<>();
    private final StringBuilder differing = new StringBuilder();

    /** The file {@code golden/NAME.txt} of the test resources. */
    public Golden(String name) {
        try (InputStream in = Golden.class.getResourceAsStream("/golden/" + name + ".txt")) {
            assertThat(in).as("golden file " + name).isNotNull();
            new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().forEach(this::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void add(String line) {
        if (!line.isBlank() && !line.startsWith("#")) {
            int space = line.indexOf(' ');
            recorded.put(line.substring(0, space), line.substring(space + 1).replace(" ", ""));
        }
    }

    /** Compares; differences are gathered for {@link #verify}. */
    public void check(String name, byte[] actual) {
        used.add(name);
        String hex = HexFormat.of().formatHex(actual);
        if (!hex.equals(recorded.get(name))) {
            differing.append(name).append(' ').append(hex).append('\n');
        }
    }

    /** The recorded bytes. */
    public byte[] bytes(String name) {
        used.add(name);
        return HexFormat.of().parseHex(recorded.get(name));
    }

    /** Fails unless everything checked was as recorded and everything recorded was checked. */
    public void verify() {
        assertThat(differing.toString())
                .as("bytes that are not the recorded ones")
                .isEmpty();
        assertThat(used).as("recorded and not checked").containsAll(recorded.keySet());
    }
}
