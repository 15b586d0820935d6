package io.coordkit.benchmarks.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerDirectoryTest {
    private static final Place FIRST = new Place(1, 2181, 2888, 3888, false);
    private static final Place SECOND = new Place(2, 2182, 2889, 3889, false);
    private static final Place OBSERVER = new Place(3, 2183, 2890, 3890, true);

    @TempDir
    private Path parent;

    @Test
    void aStandaloneServerHasNoServerLines() throws IOException {
        ServerDirectory directory = ServerDirectory.create(parent, "test");
        directory.writeConfig(FIRST, List.of(FIRST));
        assertThat(Files.readAllLines(directory.config()))
                .contains("tickTime=2000", "clientPort=2181", "clientPortAddress=127.0.0.1")
                .noneMatch(line -> line.startsWith("server."));
        assertThat(directory.path().resolve("data/myid")).doesNotExist();
    }

    @Test
    void aMemberKnowsAllMembersAndItsOwnNumber() throws IOException {
        ServerDirectory directory = ServerDirectory.create(parent, "test");
        directory.writeConfig(SECOND, List.of(FIRST, SECOND));
        assertThat(Files.readAllLines(directory.config()))
                .contains(
                        "initLimit=10",
                        "syncLimit=5",
                        "clientPort=2182",
                        "server.1=127.0.0.1:2888:3888",
                        "server.2=127.0.0.1:2889:3889");
        assertThat(directory.path().resolve("data/myid")).hasContent("2");
    }

    @Test
    void anObserverKnowsThatItIsOne() throws IOException {
        ServerDirectory directory = ServerDirectory.create(parent, "test");
        directory.writeConfig(OBSERVER, List.of(FIRST, SECOND, OBSERVER));
        assertThat(Files.readAllLines(directory.config()))
                .contains("server.2=127.0.0.1:2889:3889", "server.3=127.0.0.1:2890:3890:observer", "peerType=observer");
    }

    @Test
    void portsAreDifferent() throws IOException {
        List<Place> places = Place.find(2, 1);
        assertThat(places).extracting(Place::id).containsExactly(1, 2, 3);
        assertThat(places).extracting(Place::observer).containsExactly(false, false, true);
        assertThat(places.stream()
                        .flatMap(place ->
                                List.of(place.clientPort(), place.quorumPort(), place.electionPort()).stream()))
                .hasSize(9)
                .doesNotHaveDuplicates();
    }

    @Test
    void theLastWordsAreTheEndOfTheLog() throws IOException {
        ServerDirectory directory = ServerDirectory.create(parent, "test");
        assertThat(directory.logTail()).contains("cannot be read");
        Files.writeString(directory.log(), "first\n" + "more\n".repeat(20) + "last\n");
        assertThat(directory.logTail()).doesNotContain("first").endsWith("last");
    }
}
