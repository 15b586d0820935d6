package io.coordkit.it.container;

import io.coordkit.it.process.Eventually;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.containers.output.OutputFrame;
import org.testcontainers.utility.MountableFile;

/**
 * A program of the tests in a container of its own, on the libraries of the product image. What happens to it, it says
 * line by line on its standard output.
 */
final class ProgramContainer extends GenericContainer<ProgramContainer> {

    private static final Duration SOON = Duration.ofSeconds(90);
    private static final int READABLE = 0755;

    private final List<String> output = new CopyOnWriteArrayList<>();

    ProgramContainer(Network network, Class<?> program, String... arguments) {
        super(Engine.image());
        withNetwork(network);
        withCopyFileToContainer(
                MountableFile.forHostPath(Path.of("target", "test-classes"), READABLE), "/opt/test-classes");
        withCreateContainerCmdModifier(create -> create.withEntrypoint(
                "java",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx128m",
                "-cp",
                "/opt/test-classes:/opt/coordkit/lib/server/*:/opt/coordkit/lib/*",
                program.getName()));
        withCommand(arguments);
        withLogConsumer(frame -> hear(frame));
    }

    private void hear(OutputFrame frame) {
        if (frame.getType() == OutputFrame.OutputType.STDOUT) {
            frame.getUtf8String().lines().forEach(output::add);
        }
    }

    /** What it said so far with this beginning, without the beginning. */
    List<String> said(String beginning) {
        var said = new ArrayList<String>();
        for (String line : output) {
            if (line.startsWith(beginning)) {
                said.add(line.substring(beginning.length()).strip());
            }
        }
        return said;
    }

    /** Waits until it has said something with this beginning so many times. */
    void awaitSaid(String beginning, int times) throws IOException {
        try {
            Eventually.holds(SOON, () -> said(beginning).size() >= times);
        } catch (AssertionError never) {
            throw new AssertionError("never said '" + beginning + "' " + times + " times:\n" + getLogs(), never);
        }
    }

    /** Stops every process in it between two instructions. */
    void freeze() {
        Engine.client().pauseContainerCmd(getContainerId()).exec();
    }

    void thaw() {
        Engine.client().unpauseContainerCmd(getContainerId()).exec();
    }

    /** Takes it off its network. */
    void cutOff() {
        Engine.client()
                .disconnectFromNetworkCmd()
                .withContainerId(getContainerId())
                .withNetworkId(getNetwork().getId())
                .exec();
    }

    void reconnect() {
        Engine.client()
                .connectToNetworkCmd()
                .withContainerId(getContainerId())
                .withNetworkId(getNetwork().getId())
                .exec();
    }
}
