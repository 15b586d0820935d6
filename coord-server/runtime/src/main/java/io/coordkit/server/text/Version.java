package io.coordkit.server.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Properties;

/** What this server says when it is asked for its version: that of ZooKeeper which it is compatible with comes first. */
public final class Version {
    private static final String RESOURCE = "version.properties";
    private static final String FULL = read();

    private Version() {}

    /** In the reference's form, {@code 1.2.3-REVISION, built on 2020-12-31 23:59 UTC}, since programs parse it. */
    public static String full() {
        return FULL;
    }

    private static String read() {
        Properties versions = new Properties();
        try (InputStream in = Version.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException("this build lacks " + RESOURCE);
            }
            versions.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String built = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT)
                .format(Instant.parse(versions.getProperty("built")).atOffset(ZoneOffset.UTC));
        return "%s-coordkit-%s, built on %s UTC"
                .formatted(versions.getProperty("zookeeper"), versions.getProperty("coordkit"), built);
    }
}
