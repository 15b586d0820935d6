package io.coordkit.it.disk;

import static org.assertj.core.api.Assertions.assertThat;

import io.coordkit.it.process.Backend;
import io.coordkit.it.process.Eventually;
import io.coordkit.it.process.JavaChild;
import io.coordkit.it.process.Ports;
import io.coordkit.it.process.Probe;
import io.coordkit.it.process.ZooCfg;
import io.coordkit.it.raw.JuteOut;
import io.coordkit.it.raw.JuteOut.Acl;
import io.coordkit.it.raw.Op;
import io.coordkit.it.raw.RawSession;
import io.coordkit.it.raw.Requests;
import io.coordkit.it.volume.SmallVolumes;
import io.coordkit.it.volume.Volume;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A server alone on a disk that is full for a while: it answers reads, and goes on by itself when there is space. */
@Timeout(120)
class FullDiskTest {
    private static final int NOT_READ_ONLY = -119;
    private static final Duration DEADLINE = Duration.ofSeconds(60);

    @TempDir
    Path home;

    @Test
    void readsGoOnAndNothingIsLost() throws IOException {
        Path data = Files.createDirectories(home.resolve("data")).toAbsolutePath();
        int port = Ports.free();
        try (Volume volume = SmallVolumes.factory().of(data)) {
            int acknowledged;
            try (JavaChild server = start(volume, data, port)) {
                acknowledged = fillAndEmpty(volume, server, port);
                server.kill9();
            }
            try (JavaChild server = start(volume, data, port)) {
                RawSession session = RawSession.open(port);
                for (int i = 0; i < acknowledged; i++) {
                    assertThat(session.call(Op.EXISTS, Requests.path("/n" + i, false))
                                    .err())
                            .isZero();
                }
                assertThat(server.isAlive()).isTrue();
            }
        }
    }

    /** Returns how many writes were acknowledged, the first ones of all that were sent. */
    private static int fillAndEmpty(Volume volume, JavaChild server, int port) throws IOException {
        RawSession writer = RawSession.open(port);
        RawSession reader = RawSession.open(port);
        assertThat(reader.call(Op.CREATE, create("/before")).err()).isZero();
        volume.fill(server.pid());
        var sent = new AtomicInteger();
        Eventually.holds(DEADLINE, () -> {
            writer.send(Op.CREATE, create("/n" + sent.getAndIncrement()));
            return server.output().contains("disk-full ");
        });
        assertThat(reader.call(Op.GET_DATA, Requests.path("/before", false)).err())
                .isZero();
        assertThat(reader.call(Op.CREATE, create("/during")).err()).isEqualTo(NOT_READ_ONLY);
        volume.empty();
        List<Integer> errors = new ArrayList<>();
        for (int i = 0; i < sent.get(); i++) {
            errors.add(writer.receive().orElseThrow().err());
        }
        int acknowledged = errors.contains(NOT_READ_ONLY) ? errors.indexOf(NOT_READ_ONLY) : errors.size();
        assertThat(errors.subList(0, acknowledged)).isNotEmpty().containsOnly(0);
        assertThat(errors.subList(acknowledged, errors.size())).allMatch(error -> error == NOT_READ_ONLY);
        Eventually.holds(
                DEADLINE, () -> reader.call(Op.CREATE, create("/after")).err() == 0);
        return acknowledged;
    }

    private static JuteOut create(String path) {
        return Requests.create(path, "x".repeat(4096), List.of(Acl.OPEN), 0);
    }

    private JavaChild start(Volume volume, Path data, int port) throws IOException {
        ZooCfg cfg = ZooCfg.standalone().with("preAllocSize", "0");
        Path file = Files.writeString(home.resolve("zoo.cfg"), cfg.text(data, port));
        var arguments = new ArrayList<>(Backend.SUBJECT.leadingArguments());
        arguments.add(file.toString());
        JavaChild child = JavaChild.startBy(
                volume.launcher(),
                home.resolve("output.txt"),
                List.of("-Xmx256m"),
                Backend.SUBJECT.mainClass(),
                arguments);
        Eventually.holds(DEADLINE, () -> Probe.isServing(new InetSocketAddress("127.0.0.1", port)));
        return child;
    }
}
