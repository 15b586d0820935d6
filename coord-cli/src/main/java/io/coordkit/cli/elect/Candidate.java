package io.coordkit.cli.elect;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.UUID;

/**
 * What a member says of itself in the lock, the breadcrumb and the roster, as JSON.
 *
 * @param name what people call it
 * @param host where it runs
 * @param pid of {@code coord elect}
 * @param id unlike that of any other member, and new with each process
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Candidate(String name, String host, long pid, String id) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** This process; its name is {@code host:pid} unless given. */
    public static Candidate self(Optional<String> name) {
        String host = hostName();
        long pid = ProcessHandle.current().pid();
        return new Candidate(
                name.orElse(host + ":" + pid), host, pid, UUID.randomUUID().toString());
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException nameless) {
            return "localhost";
        }
    }

    /** As it stands in a znode. */
    public byte[] toBytes() {
        try {
            return JSON.writeValueAsBytes(this);
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** A member of our kind; nothing for the data of anybody else, a ResourceManager for instance. */
    public static Optional<Candidate> parse(byte[] data) {
        try {
            Candidate candidate = JSON.readValue(data, Candidate.class);
            return Optional.ofNullable(candidate).filter(Candidate::isComplete);
        } catch (IOException somethingElse) {
            return Optional.empty();
        }
    }

    @SuppressWarnings("NullAway") // JSON may lack what a record must have
    private boolean isComplete() {
        return name != null && host != null && id != null && !id.isEmpty() && !id.contains("/");
    }
}
