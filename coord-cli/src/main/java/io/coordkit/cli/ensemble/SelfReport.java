package io.coordkit.cli.ensemble;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/**
 * What a server says of itself in its status file.
 *
 * @param role empty before it has said anything
 * @param leader −1 for none
 * @param epoch −1 before it has said anything
 * @param zxid empty before it has said anything
 * @param serving whether clients are served
 */
record SelfReport(String role, long leader, long epoch, String zxid, boolean serving) {

    static final SelfReport NONE = new SelfReport("", MemberStatus.NONE, MemberStatus.NONE, "", false);

    /** Reads the file; nothing is said where there is none. */
    static SelfReport read(Path file) {
        Properties said = new Properties();
        try (Reader in = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            said.load(in);
            return new SelfReport(
                    said.getProperty("role", ""),
                    Long.parseLong(said.getProperty("leader", "-1")),
                    Long.parseLong(said.getProperty("epoch", "-1")),
                    said.getProperty("zxid", ""),
                    Boolean.parseBoolean(said.getProperty("serving", "false")));
        } catch (IOException | NumberFormatException nothing) {
            return NONE;
        }
    }
}
