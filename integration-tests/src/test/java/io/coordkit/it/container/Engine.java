package io.coordkit.it.container;

import com.github.dockerjava.api.DockerClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.images.builder.ImageFromDockerfile;

/** The container engine, and the product image built on it once for all tests. */
final class Engine {

    /** Set by {@code .ci/container-engine}, and with it the promise that an engine answers. */
    private static final Optional<String> BASE_IMAGE = Optional.ofNullable(System.getenv("COORD_BASE_IMAGE"));

    /** Always the same name, so that a run replaces the image of the one before. */
    private static final String IMAGE_NAME = "localhost/coordkit-under-test:latest";

    private static final Path DOCKERFILE = Path.of("..", "docker", "Dockerfile");
    private static final Path DISTRIBUTION = Path.of("..", "coord-cli", "target", "dist");

    static {
        // Old engines want to be asked in their own version, and Testcontainers looks for it here only.
        Optional.ofNullable(System.getenv("DOCKER_API_VERSION"))
                .ifPresent(version -> System.setProperty("api.version", version));
    }

    private static final ImageFromDockerfile IMAGE = describeImage();

    private Engine() {}

    static boolean isPromised() {
        return BASE_IMAGE.isPresent();
    }

    static boolean answers() {
        return DockerClientFactory.instance().isDockerAvailable();
    }

    static DockerClient client() {
        return DockerClientFactory.instance().client();
    }

    /** The product image, built when the first container of it starts. */
    static ImageFromDockerfile image() {
        if (!Files.isDirectory(DISTRIBUTION)) {
            throw new AssertionError(
                    DISTRIBUTION + " is not there: run 'verify' on this module and, with -am, coord-cli");
        }
        return IMAGE;
    }

    private static ImageFromDockerfile describeImage() {
        ImageFromDockerfile image = new ImageFromDockerfile(IMAGE_NAME, false)
                .withFileFromPath("Dockerfile", DOCKERFILE)
                .withFileFromPath("bin", DISTRIBUTION.resolve("bin"))
                .withFileFromPath("docker", DISTRIBUTION.resolve("docker"))
                .withFileFromPath("lib", DISTRIBUTION.resolve("lib"));
        BASE_IMAGE.ifPresent(base -> image.withBuildArg("BASE_IMAGE", base));
        return image;
    }
}
