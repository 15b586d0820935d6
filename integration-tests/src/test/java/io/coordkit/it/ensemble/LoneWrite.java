package io.coordkit.it.ensemble;

import static org.assertj.core.api.Assertions.assertThat;

import io.coordkit.it.history.Answer;
import io.coordkit.it.raw.JuteOut.Acl;
import io.coordkit.it.raw.Op;
import io.coordkit.it.raw.RawSession;
import io.coordkit.it.raw.Requests;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** A write that a leader puts into its log while nobody can hear it; so nobody ever answers, and it is to be forgotten. */
final class LoneWrite implements AutoCloseable {

    private final EnsembleProcesses ensemble;
    private final Member leader;
    private final RawSession session;
    private final String path = "/lone-" + UUID.randomUUID();

    /** Opens the session, for which a quorum is needed. */
    LoneWrite(EnsembleProcesses ensemble, Member leader) throws IOException {
        this.ensemble = ensemble;
        this.leader = leader;
        session = RawSession.open(leader.client());
    }

    /** Sends it, and waits until it is in the log. */
    void send() throws IOException {
        session.send(Op.CREATE, Requests.create(path, path, List.of(Acl.OPEN), 0));
        ensemble.await(leader + " has no " + path + " in its log", this::isLogged);
    }

    private boolean isLogged() throws IOException {
        try (Stream<Path> files = Files.list(leader.data().resolve("version-2"))) {
            for (Path file : files.toList()) {
                boolean isLog = file.getFileName().toString().startsWith("log.");
                if (isLog && Files.readString(file, StandardCharsets.ISO_8859_1).contains(path)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Checks that no member knows of it. */
    void verifyForgotten() throws IOException {
        for (Member member : ensemble.members()) {
            try (RawSession reader = RawSession.open(member.client())) {
                reader.call(Op.SYNC, Requests.path("/"));
                assertThat(reader.call(Op.EXISTS, Requests.path(path, false)).err())
                        .as("what %s says to %s", member, path)
                        .isEqualTo(Answer.NO_NODE);
                reader.endSession();
            }
        }
    }

    @Override
    public void close() {
        session.close();
    }
}
